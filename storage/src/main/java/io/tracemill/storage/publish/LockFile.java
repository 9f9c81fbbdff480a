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
 * A file whose lock tells that its owner lives. If the lock can be taken, the owner died. A process that is stopped
 * still lives. Within one process, an owner that holds the file counts as alive, too.
 */
public final class LockFile implements AutoCloseable {

    private final Path file;
    private final FileChannel lock;

    private LockFile(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Creates the file and takes its lock. If another process took it for dead in between, the file is created again.
     */
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

    /** Takes the lock of an owner that died; empty if the owner lives, or has just ended without error. */
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

    /** The lock files in a directory whose names begin with a prefix; none if there is no such directory. */
    public static List<Path> in(Path directory, String prefix) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, prefix + "*")) {
                found.forEach(files::add);
            }
        }
        return files;
    }

    Path file() {
        return file;
    }

    /** Removes the file, since all is in order. It must still be closed. */
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Gives up the lock. If the file was not removed, it now says that its owner died. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
