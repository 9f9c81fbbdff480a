package io.tracemill.cli.receive;

import io.tracemill.cli.http.FileStamp;
import io.tracemill.cli.terminal.ErrorLine;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that a door knows: a file with the hash of each, and what its owner may send. A change of the file counts
 * within a second; while it cannot be read, what it said before does. Thread-safe.
 */
public final class TokenFile {

    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

    private static final long LOOK_NANOS = 1_000_000_000L;
    private static final long MOST_BYTES = 1 << 20;

    private final Path file;
    private Map<String, Grant> grants;
    private FileStamp stamp;
    private boolean isLost;
    private long looked = System.nanoTime();

    private TokenFile(Path file) throws IOException {
        this.file = file;
        this.stamp = FileStamp.of(file);
        this.grants = parse(file);
    }

    /**
     * The tokens in a file.
     *
     * @throws IOException if it cannot be read, or a line does not name a token; the message is one line
     */
    public static TokenFile read(Path file) throws IOException {
        return new TokenFile(file);
    }

    /** What the owner of a token may send; empty if nobody owns it. How long it takes says nothing about the tokens. */
    synchronized Optional<Grant> grant(String token) {
        if (System.nanoTime() - looked > LOOK_NANOS) {
            look();
        }
        return Optional.ofNullable(grants.get(HexFormat.of().formatHex(Sha256.of(token))));
    }

    private void look() {
        looked = System.nanoTime();
        try {
            FileStamp now = FileStamp.of(file);
            isLost = false;
            if (!now.equals(stamp)) {
                stamp = now;
                grants = parse(file);
                LOG.info("{}: read again: {} tokens", file, grants.size());
            }
        } catch (IOException e) {
            if (!isLost) {
                LOG.warn("{}; the tokens that it had still count", ErrorLine.of(e));
            }
            isLost = Files.notExists(file);
        }
    }

    private static Map<String, Grant> parse(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new Failure(file + ": is larger than " + MOST_BYTES + " bytes, expected a line for each token");
        }
        List<String> lines = Files.readAllLines(file);
        Map<String, Grant> grants = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("(^|\\s)#.*", "").strip();
            if (!line.isEmpty()) {
                try {
                    TokenLine token = TokenLine.parse(line);
                    if (grants.put(token.hash(), token.grant()) != null) {
                        throw new IllegalArgumentException("another line has the same token");
                    }
                } catch (IllegalArgumentException e) {
                    throw new Failure(file + ": line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        if (grants.isEmpty()) {
            throw new Failure(file + ": holds no token, expected lines such as " + TokenLine.EXAMPLE);
        }
        return grants;
    }
}
