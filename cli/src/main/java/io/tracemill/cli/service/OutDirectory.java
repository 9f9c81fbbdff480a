package io.tracemill.cli.service;

import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of an archive that is about to be written. */
public final class OutDirectory {

    private OutDirectory() {}

    /**
     * Creates it if it is missing.
     *
     * @throws Failure if nothing can be written there: said before the work, and not after it
     */
    public static void prepare(Path out) throws Failure {
        try {
            Files.createDirectories(out);
            Files.delete(Files.createTempFile(out, ".writable-", null));
        } catch (IOException e) {
            throw new Failure(out + ": cannot write the archive here", e);
        }
    }
}
