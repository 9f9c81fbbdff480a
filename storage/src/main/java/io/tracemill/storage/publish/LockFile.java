package io.tracemill.storage.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file that says that somebody lives, who holds its lock; one whose lock can be taken was left by somebody who died. A
 * process that stands still lives. Within one process, whoever holds a marker counts as alive as well.
 */
public final class LockFile implements AutoCloseable {

    private final Path file;
    private final FileChannel lock;

    private LockFile(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    /** Creates a marker and holds it. One that was taken for dead between the two is made anew. */
    public static LockFile hold(Path file) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            FileLock held = channel.lock();
            if (held.isValid() && Files.exists(file)) {
                return new LockFile(file, channel);
            }
            channel.close();
        }
    }

    /** Takes over the marker of somebody who died; empty if its owner lives, or has just ended well. */
    public static Optional<LockFile> ofDead(Path file) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        boolean dead = false;
        try {
            dead = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } finally {
            if (!dead) {
                channel.close();
            }
        }
        return dead ? Optional.of(new LockFile(file, channel)) : Optional.empty();
    }

    /** Markers in a directory whose names begin so; none if there is no such directory. */
    public static List<Path> in(Path directory, String prefix) throws IOException {
        List<Path> markers = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, prefix + "*")) {
                found.forEach(markers::add);
            }
        }
        return markers;
    }

    Path file() {
        return file;
    }

    /** Removes it: all is in order. Still to be closed. */
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Gives up the lock. A marker that was not removed says from now on that its owner died. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
