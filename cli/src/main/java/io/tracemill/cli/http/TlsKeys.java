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

    private final Path keystore;
    private final Path passwordFile;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private FileStamp stamp;

    private TlsKeys(Path keystore, Path passwordFile) throws IOException {
        this.keystore = keystore;
        this.passwordFile = passwordFile;
        this.stamp = FileStamp.of(keystore);
        Opened.of(keystore, passwordFile).into(factory);
    }

    /**
     * The keys in a keystore, PKCS12 or JKS.
     *
     * @param passwordFile file that holds the password of the keystore and its keys, and nothing else
     * @throws Failure if it has no key or cannot be opened; the message is one line
     */
    public static TlsKeys read(Path keystore, Path passwordFile) throws IOException {
        return new TlsKeys(keystore, passwordFile);
    }

    /**
     * Takes the keys that the keystore holds now, if it was written again; connections that are open keep theirs.
     *
     * @throws IOException if it cannot be read; the keys that it had still count
     */
    public synchronized void renew() throws IOException {
        FileStamp now = FileStamp.of(keystore);
        if (now.equals(stamp)) {
            return;
        }
        stamp = now;
        Opened opened = Opened.of(keystore, passwordFile);
        try {
            factory.reload(some -> opened.into((SslContextFactory.Server) some));
        } catch (Exception e) { // Jetty's
            throw new Failure(keystore + ": its new keys cannot be used", e);
        }
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    /** A keystore that was opened. */
    private record Opened(KeyStore keys, String password) {

        static Opened of(Path keystore, Path passwordFile) throws IOException {
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
                return new Opened(keys, password);
            } catch (GeneralSecurityException e) {
                throw new Failure(keystore + ": is no keystore that Java can read", e);
            } catch (IOException e) {
                throw e instanceof Failure ? e : new Failure(keystore + ": cannot be opened with this password", e);
            }
        }

        void into(SslContextFactory.Server factory) {
            factory.setKeyStore(keys);
            factory.setKeyStorePassword(password);
        }
    }
}
