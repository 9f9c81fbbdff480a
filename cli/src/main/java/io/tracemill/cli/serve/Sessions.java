package io.tracemill.cli.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sessions of browsers that have given the token: a text with the time when it ends, and a signature with a key that
 * only this process has. Nothing is kept of them, so that their number does not matter.
 */
final class Sessions {

    /** How long a browser stays logged in. */
    static final Duration LENGTH = Duration.ofHours(12);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;
    private final Clock clock;

    Sessions(Clock clock) {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
        this.clock = clock;
    }

    /** The text of a new session. */
    String begin() {
        String end = Long.toString(clock.instant().plus(LENGTH).getEpochSecond());
        return end + "." + signature(end);
    }

    /** Whether this is the text of a session that has not ended. */
    boolean isOpen(String session) {
        int dot = session.indexOf('.');
        if (dot < 0) {
            return false;
        }
        String end = session.substring(0, dot);
        byte[] expected = signature(end).getBytes(US_ASCII);
        return MessageDigest.isEqual(expected, session.substring(dot + 1).getBytes(US_ASCII))
                && clock.instant().getEpochSecond() < Long.parseLong(end);
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java must have " + ALGORITHM, e);
        }
    }
}
