package io.tracemill.cli;

import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.cli.terminal.StatusLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that maintain an archive. */
final class UpkeepOptions {

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Archive directory.")
    private Path data = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Output format (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Option(
            names = "--temp-dir",
            paramLabel = "DIR",
            description = "Directory for temporary files (default: that of the system).")
    private Path tempDir = Path.of(System.getProperty("java.io.tmpdir"));

    /** How the answer is printed. */
    enum Format {
        /** A table for a person. */
        TABLE,
        /** JSON for a program. */
        JSON
    }

    /** The archive, which must be there. */
    Path data() throws IOException {
        if (!Files.isDirectory(data)) {
            throw Files.exists(data)
                    ? new NotDirectoryException(data.toString())
                    : new Failure(data + ": no such directory");
        }
        return data;
    }

    Format format() {
        return format;
    }

    Path tempDir() {
        return tempDir;
    }

    /** Work whose progress is shown on the terminal. */
    <T> T watched(Console console, Work<T> work) throws IOException {
        StatusLine line = new StatusLine(console, progress.isShown());
        try {
            return work.run(line::show);
        } finally {
            line.clear();
        }
    }

    /** Something that takes a while, and says where it is. */
    interface Work<T> {
        T run(Consumer<String> progress) throws IOException;
    }
}
