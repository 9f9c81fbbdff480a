package io.tracemill.cli.query;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that gets its name only once it is whole: until then it lies beside it under another, and a file that has the
 * name stays as it is. Closing a file that was not committed discards it, as does the end of the process.
 */
public final class AnswerFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerFile.class);

    /** Files of this process that are not whole: if a signal ends it, they are removed. */
    private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AnswerFile::removeUnfinished, "unfinished-files"));
    }

    private final Path file;
    private final Path pending;
    private final Writer text;

    private AnswerFile(Path file, Path pending) throws IOException {
        this.file = file;
        this.pending = pending;
        UNFINISHED.add(pending);
        this.text = Files.newBufferedWriter(pending);
    }

    /**
     * Begins a file.
     *
     * @throws IOException if it cannot be written there; the message is one line
     */
    public static AnswerFile begin(Path file) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(real) && !Files.isRegularFile(real)) {
            throw new IOException(file + ": is not a file");
        }
        Path parent = real.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new NoSuchFileException(String.valueOf(file.getParent()));
        }
        Path pending = real.resolveSibling(
                real.getFileName() + ".tmp-" + ProcessHandle.current().pid());
        return new AnswerFile(real, pending);
    }

    /** Where it lies until it is whole. */
    public Path pending() {
        return pending;
    }

    /** Takes its text; a file that is not text takes nothing here. */
    public Writer text() {
        return text;
    }

    /** Gives the file its name. */
    public void commit() throws IOException {
        text.close();
        Files.move(pending, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        UNFINISHED.remove(pending);
    }

    @Override
    public void close() throws IOException {
        try (text) {
            if (UNFINISHED.remove(pending)) {
                Files.deleteIfExists(pending);
            }
        }
    }

    private static void removeUnfinished() {
        for (Path pending : UNFINISHED) {
            try {
                Files.deleteIfExists(pending);
            } catch (IOException e) {
                LOG.warn("{} could not be deleted: {}", pending, e.toString());
            }
        }
    }
}
