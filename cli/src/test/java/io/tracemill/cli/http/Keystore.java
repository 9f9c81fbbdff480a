package io.tracemill.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keystores with certificates that they sign themselves. */
public final class Keystore {

    private Keystore() {}

    /** Creates a keystore with a new key for this computer, in place of one that is there. */
    public static Path create(Path keystore, String password) throws Exception {
        Files.deleteIfExists(keystore);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost"));
        command.addAll(List.of("-ext", "SAN=IP:127.0.0.1", "-alias", "server", "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", password, "-keystore", keystore.toString()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return keystore;
    }

    /** What trusts the certificate in a keystore, and no other. */
    public static SSLContext trust(Path keystore, String password) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            keys.load(in, password.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
