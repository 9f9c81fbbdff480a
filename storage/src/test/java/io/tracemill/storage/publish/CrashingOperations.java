package io.tracemill.storage.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Real operations until the process dies, before the operation of a given number; none happens after that. */
public final class CrashingOperations implements FileOperations {

    private final Runnable between;
    private long stepsLeft;

    /**
     * Operations that die before the operation {@code stepsLeft}, counted from 0; {@code between} runs before every
     * other one.
     */
    public CrashingOperations(long stepsLeft, Runnable between) {
        this.stepsLeft = stepsLeft;
        this.between = between;
    }

    private void step() {
        if (stepsLeft <= 0) {
            throw new SimulatedCrash();
        }
        stepsLeft--;
        between.run();
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        step();
        FileOperations.super.createDirectories(directory);
    }

    @Override
    public OutputStream create(Path file) throws IOException {
        step();
        return FileOperations.super.create(file);
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

    @Override
    public void replace(Path name, Path file) throws IOException {
        step();
        FileOperations.super.replace(name, file);
    }

    @Override
    public void unlink(Path file) throws IOException {
        step();
        FileOperations.super.unlink(file);
    }
}
