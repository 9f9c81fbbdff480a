package io.tracemill.cli.temp;

import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
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

    /** Threads of a broker may still write while its files are deleted: for so long it is tried again. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final long RETRY_NANOS = 5_000_000;

    private static final String PREFIX = "tracemill-";
    private static final String LOCK = "in-use";

    private final Path path;
    private final FileChannel lock;

    private TempDirectory(Path path, FileChannel lock) {
        this.path = path;
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
            return hold(Files.createTempDirectory(parent, PREFIX));
        } catch (IOException e) {
            throw new Failure(parent + ": cannot create a temporary directory here (--temp-dir sets another)", e);
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
        FileChannel lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock.lock();
        return new TempDirectory(path, lock);
    }

    private static void removeDead(Path parent) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : directories) {
                removeIfDead(directory);
            }
        }
    }

    private static void removeIfDead(Path directory) {
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock dead = channel.tryLock()) {
            if (dead != null) {
                deleteAll(directory);
            }
        } catch (IOException | UncheckedIOException | OverlappingFileLockException e) {
            LOG.debug("{} is not ours to remove", directory, e);
        }
    }

    /** The directory. */
    public Path path() {
        return path;
    }

    @Override
    public synchronized void close() {
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
