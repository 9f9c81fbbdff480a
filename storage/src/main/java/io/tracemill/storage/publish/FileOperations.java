package io.tracemill.storage.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The steps on the file system that publishing and upkeep take, one by one, so that a test can fail between any two. */
public interface FileOperations {

    /** The real ones. */
    FileOperations REAL = new FileOperations() {};

    /** Creates a directory and those above it. */
    default void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    /** Opens a file that must not exist yet. */
    default OutputStream create(Path file) throws IOException {
        return Channels.newOutputStream(
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
    }

    /** Forces what was written to a file, or the names in a directory, to the disk. */
    default void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Gives a file a second name; fails with FileAlreadyExistsException where the name is taken. */
    default void link(Path name, Path file) throws IOException {
        Files.createLink(name, file);
    }

    /** Gives a file another name, in place of what had it before, if anything did. */
    default void replace(Path name, Path file) throws IOException {
        Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes a name. */
    default void unlink(Path file) throws IOException {
        Files.deleteIfExists(file);
    }
}
