package io.tracemill.storage;

import io.tracemill.storage.publish.ArchiveTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an embedded broker's job archives, all or nothing. Its log dies with it, so half an archive could never be
 * completed: while the job lives it holds the lock of a marker, {@code <out>/.analyze-<cluster id>}, and the next one
 * removes the files of every cluster whose marker nobody holds.
 */
public final class EmbeddedArchive implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedArchive.class);
    private static final String MARKER = ".analyze-";

    private final ArchiveTree tree;
    private final String cluster;
    private final Path marker;
    private final FileChannel lock;
    private boolean complete;

    private EmbeddedArchive(ArchiveTree tree, String cluster, Path marker, FileChannel lock) {
        this.tree = tree;
        this.cluster = cluster;
        this.marker = marker;
        this.lock = lock;
    }

    /**
     * Removes what dead jobs left under a directory, which is created if need be, and marks a new one.
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
            Files.createDirectories(out);
            removeDead(out);
            Path marker = out.resolve(MARKER + clusterId);
            return new EmbeddedArchive(new ArchiveTree(out), clusterId, marker, lock(marker));
        } catch (IOException e) {
            throw new IOException(out + ": cannot be written: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName();
        return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
    }

    /** Clusters whose jobs have not ended, so that their files may still vanish. */
    static Set<String> unfinished(Path out) throws IOException {
        Set<String> clusters = new TreeSet<>();
        if (Files.isDirectory(out)) {
            try (DirectoryStream<Path> markers = Files.newDirectoryStream(out, MARKER + "*")) {
                markers.forEach(marker -> clusters.add(cluster(marker)));
            }
        }
        return clusters;
    }

    private static String cluster(Path marker) {
        return String.valueOf(marker.getFileName()).substring(MARKER.length());
    }

    private static void removeDead(Path out) throws IOException {
        for (String cluster : unfinished(out)) {
            Path marker = out.resolve(MARKER + cluster);
            try (FileChannel channel = FileChannel.open(marker, StandardOpenOption.WRITE);
                    FileLock dead = tryLock(channel)) {
                if (dead != null) {
                    new ArchiveTree(out).remove(cluster);
                    Files.deleteIfExists(marker);
                }
            } catch (NoSuchFileException e) {
                LOG.debug("{} is gone: another job removed it, or its own ended well", marker);
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Creates and locks a marker. One that was taken for dead between the two is made anew. */
    private static FileChannel lock(Path marker) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(marker, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            FileLock held = channel.lock();
            if (held.isValid() && Files.exists(marker)) {
                return channel;
            }
            channel.close();
        }
    }

    /** Says that all is published: the files stay, and {@link Archive} shows them once this is closed. */
    public void complete() {
        complete = true;
    }

    /** Removes the marker; and, unless {@link #complete}, all that was archived. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (!complete) {
                tree.remove(cluster);
            }
            Files.deleteIfExists(marker);
        }
    }
}
