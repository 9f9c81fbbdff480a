package io.tracemill.storage.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lock of a living writer, on the file {@code <out>/.writer-<id>}. By it the next writer sees whose unfinished
 * files nobody will finish, and removes them.
 */
public final class WriterLock implements AutoCloseable {

    private static final String LOCK_PREFIX = ".writer-";

    private final LockFile lock;

    private WriterLock(LockFile lock) {
        this.lock = lock;
    }

    /**
     * Removes what dead writers left, and locks the directory for this one. Creates the directory if it is missing.
     *
     * @throws IOException if the directory cannot be written; the message is one line and names it
     */
    public static WriterLock begin(ArchivePlace place) throws IOException {
        try {
            if (!Files.isDirectory(place.out())) { // else a link to a directory would be rejected
                Files.createDirectories(place.out());
            }
            removeDead(place.out());
            return new WriterLock(LockFile.hold(place.out().resolve(LOCK_PREFIX + place.writer())));
        } catch (IOException e) {
            throw new IOException(place.out() + ": cannot be written: " + e, e);
        }
    }

    /** Removes what dead writers left in an archive. A paused writer is not dead. */
    public static void removeDead(Path out) throws IOException {
        List<LockFile> dead = new ArrayList<>();
        try {
            for (Path lock : LockFile.in(out, LOCK_PREFIX)) {
                LockFile.ofDead(lock).ifPresent(dead::add);
            }
            if (!dead.isEmpty()) {
                new ArchiveTree(out)
                        .removeUnfinished(dead.stream().map(WriterLock::writer).toList());
            }
            for (LockFile lock : dead) {
                lock.remove();
            }
        } finally {
            for (LockFile lock : dead) {
                lock.close();
            }
        }
    }

    private static String writer(LockFile lock) {
        return String.valueOf(lock.file().getFileName()).substring(LOCK_PREFIX.length());
    }

    /** Removes the lock file: this writer leaves nothing unfinished. */
    public void ended() throws IOException {
        lock.remove();
    }

    /** Gives up the lock. Unless the writer has {@link #ended} before, the next one looks for what it left. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
