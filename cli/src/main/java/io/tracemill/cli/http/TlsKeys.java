package io.tracemill.cli.http;

import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The certificate of the server and its key. */
public final class TlsKeys {

    private static final int MOST_PASSWORD_BYTES = 4096;

    private final KeyStore keys;
    private final String password;

    private TlsKeys(KeyStore keys, String password) {
        this.keys = keys;
        this.password = password;
    }

    /**
     * The keys in a keystore, PKCS12 or JKS.
     *
     * @param passwordFile file that holds the password of the keystore and its keys, and nothing else
     * @throws Failure if it has no key or cannot be opened; the message is one line
     */
    public static TlsKeys read(Path keystore, Path passwordFile) throws IOException {
        if (!Files.isRegularFile(keystore)) {
            throw new NoSuchFileException(keystore.toString());
        }
        if (!Files.isRegularFile(passwordFile) || Files.size(passwordFile) > MOST_PASSWORD_BYTES) {
            throw new Failure(passwordFile + ": must be a file with one password");
        }
        String password = Files.readString(passwordFile).replaceFirst("\\R$", "");
        try {
            KeyStore keys = KeyStore.getInstance(keystore.toFile(), password.toCharArray());
            boolean hasKey = false;
            for (String alias : Collections.list(keys.aliases())) {
                hasKey |= keys.isKeyEntry(alias);
            }
            if (!hasKey) {
                throw new Failure(keystore + ": holds no private key");
            }
            return new TlsKeys(keys, password);
        } catch (GeneralSecurityException e) {
            throw new Failure(keystore + ": is no keystore that Java can read", e);
        } catch (IOException e) {
            throw e instanceof Failure ? e : new Failure(keystore + ": cannot be opened with this password", e);
        }
    }

    SslContextFactory.Server factory() {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setKeyStore(keys);
        factory.setKeyStorePassword(password);
        return factory;
    }
}
