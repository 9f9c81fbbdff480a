package io.tracemill.cli.temp;

import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory that exists as long as this is open. What a killed process left behind, the next one removes: as long as
 * a process lives, it holds the lock of a file in its directory.
 */
public final class TempDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TempDirectory.class);

    /** For so long it is tried again to lock a directory, and to delete one while threads of a broker still write. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final long RETRY_NANOS = 5_000_000;

    private static final int MOST_ATTEMPTS = 10;
    private static final String PREFIX = "tracemill-";
    private static final String LOCK = "in-use";

    /** Directories of this process. Closing any channel of a file would release the lock that the process has on it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path realPath;
    private final FileChannel lock;

    private TempDirectory(Path path, Path realPath, FileChannel lock) {
        this.path = path;
        this.realPath = realPath;
        this.lock = lock;
    }

    /**
     * A new directory below this one, which only this user can read.
     *
     * @throws Failure if it cannot be created; the message is one line
     */
    public static TempDirectory in(Path parent) throws Failure {
        try {
            Files.createDirectories(parent);
            removeDead(parent);
            return create(parent);
        } catch (IOException e) {
            throw new Failure(parent + ": cannot create a temporary directory here (--temp-dir sets another)", e);
        }
    }

    /** Creates a directory again if another process has removed it before its lock was held. */
    private static TempDirectory create(Path parent) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return hold(Files.createTempDirectory(parent, PREFIX));
            } catch (NoSuchFileException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Takes over a directory that was created for this process. What dead processes left beside it is removed.
     *
     * @throws IOException if it is not there, or cannot be written
     */
    public static TempDirectory adopt(Path directory) throws IOException {
        TempDirectory adopted = hold(directory);
        removeDead(directory.toAbsolutePath().resolveSibling(""));
        return adopted;
    }

    private static TempDirectory hold(Path path) throws IOException {
        Path file = path.resolve(LOCK);
        Path realPath = path.toRealPath();
        HELD.add(realPath);
        FileChannel lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(lock)) {
            lock.close();
            throw new FileSystemException(file.toString(), null, "another process uses this directory");
        }
        if (!Files.exists(file)) {
            lock.close();
            throw new NoSuchFileException(file.toString());
        }
        return new TempDirectory(path, realPath, lock);
    }

    /** Locks a file that another process may hold for a moment, to see whether its directory is dead. */
    private static boolean isLocked(FileChannel file) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (file.tryLock() == null) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
        return true;
    }

    private static void removeDead(Path parent) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : directories) {
                removeIfDead(directory);
            }
        }
    }

    private static void removeIfDead(Path directory) {
        if (isHeld(directory)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock dead = channel.tryLock()) {
            if (dead != null) {
                deleteAll(directory);
            }
        } catch (IOException | UncheckedIOException | OverlappingFileLockException e) {
            LOG.debug("{} is not ours to remove", directory, e);
        }
    }

    private static boolean isHeld(Path directory) {
        try {
            return HELD.contains(directory.toRealPath());
        } catch (IOException e) {
            LOG.debug("{} is gone", directory, e);
            return true;
        }
    }

    /** The directory. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        delete();
        HELD.remove(realPath);
    }

    private synchronized void delete() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (Files.exists(path)) {
            try {
                lock.close();
                deleteAll(path);
            } catch (IOException | UncheckedIOException e) {
                if (System.nanoTime() > deadline) {
                    LOG.warn("{} could not be deleted: {}", path, e.toString());
                    return;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
