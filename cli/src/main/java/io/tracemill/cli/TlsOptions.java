package io.tracemill.cli;

import io.tracemill.cli.http.TlsKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options for the certificate of a server. */
final class TlsOptions {

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "Keystore (PKCS12 or JKS) with the certificate of the server and its key, for HTTPS.")
    private @Nullable Path keystore;

    @Option(names = "--tls-password-file", paramLabel = "FILE", description = "File with the password of the keystore.")
    private @Nullable Path passwordFile;

    /** The certificate and its key, if there is one. */
    Optional<TlsKeys> keys(CommandSpec spec) throws IOException {
        if (keystore == null && passwordFile == null) {
            return Optional.empty();
        }
        if (keystore == null || passwordFile == null) {
            throw new ParameterException(spec.commandLine(), "--tls-keystore and --tls-password-file need each other");
        }
        return Optional.of(TlsKeys.read(keystore, passwordFile));
    }
}
