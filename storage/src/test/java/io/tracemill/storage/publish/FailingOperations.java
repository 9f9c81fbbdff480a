package io.tracemill.storage.publish;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Real operations, of which the one of a given number, counted from 0, finds the disk full. Removing a name needs no
 * space.
 */
final class FailingOperations implements FileOperations {

    private long stepsLeft;

    FailingOperations(long stepsLeft) {
        this.stepsLeft = stepsLeft;
    }

    private void step() throws IOException {
        if (stepsLeft-- == 0) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        step();
        FileOperations.super.createDirectories(directory);
    }

    @Override
    public OutputStream create(Path file) throws IOException {
        step();
        return new FilterOutputStream(FileOperations.super.create(file)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                step();
                out.write(bytes, offset, length);
            }
        };
    }

    @Override
    public void force(Path file) throws IOException {
        step();
    }

    @Override
    public void link(Path name, Path file) throws IOException {
        step();
        FileOperations.super.link(name, file);
    }
}
