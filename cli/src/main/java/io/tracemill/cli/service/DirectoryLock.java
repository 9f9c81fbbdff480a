package io.tracemill.cli.service;

import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The lock of a directory that one process at a time may use. It ends with the process at the latest. */
public final class DirectoryLock implements AutoCloseable {

    private static final String LOCK = ".lock";

    private final Path dir;
    private final FileChannel channel;

    private DirectoryLock(Path dir, FileChannel channel) {
        this.dir = dir;
        this.channel = channel;
    }

    /**
     * Takes the lock of a directory, which is created if missing.
     *
     * @throws Failure if another process has it, or the directory cannot be written
     */
    public static DirectoryLock of(Path dir) throws IOException {
        FileChannel channel;
        try {
            Files.createDirectories(dir);
            channel = FileChannel.open(dir.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new Failure(dir + ": cannot be written", e);
        }
        if (channel.tryLock() == null) {
            channel.close();
            throw new Failure(dir + ": another process uses this directory");
        }
        return new DirectoryLock(dir, channel);
    }

    /** The directory. */
    public Path directory() {
        return dir;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
