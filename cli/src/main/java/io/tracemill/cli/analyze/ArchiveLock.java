package io.tracemill.cli.analyze;

import io.tracemill.cli.terminal.StatusLine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock under which a process analyses into an archive. One process holds it at a time, so that two that are given
 * the same trace cannot both find it missing. It locks a file in the archive, which stays there; the lock ends with the
 * process at the latest.
 */
final class ArchiveLock implements AutoCloseable {

    private static final String LOCK = ".analyze.lock";

    private final FileChannel channel;

    private ArchiveLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until nobody else analyses into this archive. */
    static ArchiveLock await(Path out, StatusLine status) throws IOException {
        FileChannel channel = FileChannel.open(out.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            status.say("tracemill: " + out + ": waiting for another analyze on this archive");
            channel.lock();
        }
        return new ArchiveLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException("another analyze in this process uses this archive", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
