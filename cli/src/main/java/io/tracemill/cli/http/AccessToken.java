package io.tracemill.cli.http;

import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/** The secret that whoever may read the archive has. Its text is kept only as a digest. */
public final class AccessToken {

    private static final int FEWEST = 16;
    private static final int MOST = 1024;
    private static final Pattern FORM = Pattern.compile("[!-~]{" + FEWEST + "," + MOST + "}");

    private final byte[] digest;

    private AccessToken(String text) {
        this.digest = Sha256.of(text);
    }

    /**
     * The token in a file, which holds nothing else but line ends and spaces around it.
     *
     * @throws Failure if the file has none; the message says what is expected, and not what is there
     */
    public static AccessToken read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > 2 * MOST) {
            throw new Failure(file + ": must be a file with one token");
        }
        String text = Files.readString(file).strip();
        if (!FORM.matcher(text).matches()) {
            throw new Failure(file + ": a token must be " + FEWEST + " to " + MOST
                    + " printable ASCII characters without spaces, such as openssl rand -hex 32 makes");
        }
        return new AccessToken(text);
    }

    /** Whether this is the token; how long the answer takes does not depend on where it differs. */
    public boolean is(String text) {
        return MessageDigest.isEqual(digest, Sha256.of(text));
    }
}
