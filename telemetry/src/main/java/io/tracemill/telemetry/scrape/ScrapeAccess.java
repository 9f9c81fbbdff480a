package io.tracemill.telemetry.scrape;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What targets are told of who asks, and which certificates they may have. Files of secrets are read for each request,
 * since they are replaced; no message shows what is in them.
 *
 * @param bearerFile file with a token; null for none
 * @param basicFile file with {@code USER:PASSWORD}; null for none
 * @param trusted certificates that targets' certificates are checked with; null for those of the system
 */
public record ScrapeAccess(
        @Nullable Path bearerFile,
        @Nullable Path basicFile,
        @Nullable SSLContext trusted) {

    /** Tells nothing, and trusts whom the system trusts. */
    public static final ScrapeAccess NONE = new ScrapeAccess(null, null, null);

    /** Checks that there is one secret at most. */
    public ScrapeAccess {
        if (bearerFile != null && basicFile != null) {
            throw new IllegalArgumentException("a bearer token and a password exclude each other");
        }
    }

    /**
     * The value of the header {@code Authorization}; empty for none.
     *
     * @throws IOException if the file cannot be read, or is none; its message does not show what is in it
     */
    Optional<String> authorization() throws IOException {
        if (bearerFile != null) {
            return Optional.of("Bearer " + secret(bearerFile));
        }
        if (basicFile == null) {
            return Optional.empty();
        }
        String user = secret(basicFile);
        if (user.indexOf(':') < 1) {
            throw new IOException(basicFile + ": must hold USER:PASSWORD");
        }
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private static String secret(Path file) throws IOException {
        String secret = Files.readString(file).strip();
        if (secret.isEmpty() || !secret.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IOException(file + ": must hold one line of visible ASCII characters");
        }
        return secret;
    }

    /** Checks that the files of secrets can be read now. */
    public void check() throws IOException {
        authorization();
    }

    /**
     * Trusts the certificates of a file in PEM, and no others.
     *
     * @throws IOException if the file cannot be read, or holds none; the message names it
     */
    public static SSLContext trusting(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
            if (number == 0) {
                throw new CertificateException("it holds none");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": must hold certificates in PEM: " + e.getMessage(), e);
        }
    }
}
