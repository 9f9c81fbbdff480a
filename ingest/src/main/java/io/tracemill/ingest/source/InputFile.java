package io.tracemill.ingest.source;

import io.tracemill.ingest.IngestException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of paths before they are opened. */
public final class InputFile {

    private InputFile() {}

    /**
     * Checks that a path, if it exists, is a regular file: opening a named pipe may wait forever, and a device may have
     * no end.
     *
     * @throws IngestException if it is something else
     */
    public static void check(Path path) throws IngestException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            String kind = Files.isDirectory(path) ? "a directory" : "a named pipe, a socket or a device";
            throw new IngestException(path + ": is " + kind + ", expected a regular file");
        }
    }
}
