package io.tracemill.ingest.spill;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.NoSpaceException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Directory for temporary files. Files are removed from it as soon as they are open, if the system allows that, so that
 * not even a killed process leaves them behind.
 */
public final class SpillSpace {

    /** Space that is left free for others, in bytes. */
    private static final long RESERVE = 64L << 20;

    private final Path directory;
    private final String source;
    private final @Nullable LongSupplier usable;

    /** The space in a directory, for sorting a source that errors name. */
    public SpillSpace(Path directory, String source) {
        this(directory, source, null);
    }

    /** The space in a directory, with a probe for its free bytes. */
    SpillSpace(Path directory, String source, @Nullable LongSupplier usable) {
        this.directory = directory;
        this.source = source;
        this.usable = usable;
    }

    /**
     * Checks that some bytes fit.
     *
     * @throws NoSpaceException if they do not
     */
    public void check(long bytes) throws IngestException {
        try {
            long free =
                    usable != null ? usable.getAsLong() : existing().toFile().getUsableSpace();
            if (free - RESERVE < bytes) {
                throw new NoSpaceException(
                        String.format(
                                Locale.ROOT,
                                "%s: disk full: sorting needs %d MB more in %s and %d MB are free; free some or set"
                                        + " another directory",
                                source,
                                (bytes + RESERVE) >> 20,
                                directory,
                                free >> 20),
                        null);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Path existing() throws IOException {
        return Files.createDirectories(directory);
    }

    /** A new temporary file, which is removed when it is closed. */
    public FileChannel open() throws IngestException {
        try {
            Path file = Files.createTempFile(existing(), "tracemill-", ".spill");
            return FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The error of a temporary file that could not be written or read. */
    public IngestException failed(IOException e) {
        return e instanceof IngestException known
                ? known
                : new NoSpaceException(
                        source + ": disk full or failing: a temporary file in " + directory + ": " + e.getMessage(), e);
    }
}
