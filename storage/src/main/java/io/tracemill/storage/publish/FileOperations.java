package io.tracemill.storage.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The operations on the file system that publishing and upkeep perform, one by one, so that a test can fail between any
 * two.
 */
public interface FileOperations {

    /** The real operations. */
    FileOperations REAL = new FileOperations() {};

    /** Creates a directory and its parents. */
    default void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    /** Opens a file that must not exist yet. */
    default OutputStream create(Path file) throws IOException {
        return Channels.newOutputStream(
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
    }

    /** Forces the contents of a file, or the names in a directory, to the disk. */
    default void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Gives a file a second name. Fails with a FileAlreadyExistsException if the name is taken. */
    default void link(Path name, Path file) throws IOException {
        Files.createLink(name, file);
    }

    /** Renames a file, replacing the file that had the name before, if there was one. */
    default void replace(Path name, Path file) throws IOException {
        Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes a name of a file. */
    default void unlink(Path file) throws IOException {
        Files.deleteIfExists(file);
    }
}
