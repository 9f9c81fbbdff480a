package io.tracemill.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java has. */
public final class Sha256 {

    private Sha256() {}

    /** A computation that has taken no bytes yet. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Hash of a text in UTF-8. */
    public static byte[] of(String text) {
        return begin().digest(text.getBytes(UTF_8));
    }
}
