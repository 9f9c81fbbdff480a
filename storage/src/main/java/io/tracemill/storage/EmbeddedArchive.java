package io.tracemill.storage;

import io.tracemill.storage.publish.ArchiveTree;
import io.tracemill.storage.publish.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The archive as a job with an embedded broker writes it: all or nothing. The broker's log dies with the job, so half
 * an archive could never be completed. While the job lives, it holds the lock of the file {@code
 * <out>/.analyze-<cluster id>}. The next job removes the files of every cluster whose lock nobody holds.
 */
public final class EmbeddedArchive implements AutoCloseable {

    private static final String LOCK_PREFIX = ".analyze-";

    private final ArchiveTree tree;
    private final String cluster;
    private final LockFile lock;
    private boolean complete;

    private EmbeddedArchive(ArchiveTree tree, String cluster, LockFile lock) {
        this.tree = tree;
        this.cluster = cluster;
        this.lock = lock;
    }

    /**
     * Removes what dead jobs left in a directory, and locks it for a new job. Creates the directory if it is missing.
     *
     * @param clusterId id of the embedded cluster, as Kafka makes them
     * @throws IOException if the directory cannot be written; the message is one line and names it
     */
    public static EmbeddedArchive open(Path out, String clusterId) throws IOException {
        if (!clusterId.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException(
                    "clusterId must be letters, digits, '_' and '-' but was \"" + clusterId + "\"");
        }
        try {
            if (!Files.isDirectory(out)) { // else a link to a directory would be rejected
                Files.createDirectories(out);
            }
            removeDead(out);
            return new EmbeddedArchive(
                    new ArchiveTree(out), clusterId, LockFile.hold(out.resolve(LOCK_PREFIX + clusterId)));
        } catch (IOException e) {
            throw new IOException(out + ": cannot be written: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName();
        return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
    }

    /** The ids of the clusters whose jobs have not ended, so that their files may still vanish. */
    public static Set<String> unfinished(Path out) throws IOException {
        return LockFile.in(out, LOCK_PREFIX).stream()
                .map(EmbeddedArchive::cluster)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String cluster(Path lock) {
        return String.valueOf(lock.getFileName()).substring(LOCK_PREFIX.length());
    }

    private static void removeDead(Path out) throws IOException {
        for (Path file : LockFile.in(out, LOCK_PREFIX)) {
            Optional<LockFile> dead = LockFile.ofDead(file);
            if (dead.isPresent()) {
                try (LockFile lock = dead.get()) {
                    new ArchiveTree(out).remove(cluster(file));
                    lock.remove();
                }
            }
        }
    }

    /** Marks the archive as complete: its files stay, and {@link Archive} shows them once this is closed. */
    public void complete() {
        complete = true;
    }

    /** Removes the lock and, unless the archive is {@link #complete}, all that was archived. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (!complete) {
                tree.remove(cluster);
            }
            lock.remove();
        }
    }
}
