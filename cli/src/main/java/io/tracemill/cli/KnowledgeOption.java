package io.tracemill.cli;

import io.tracemill.streams.diagnose.KnowledgeBase;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --causes}. */
final class KnowledgeOption {

    @Option(
            names = "--causes",
            paramLabel = "FILE",
            description = "YAML file with further causes that make runs slow; see docs/causes.md.")
    private @Nullable Path file;

    /** The program's own causes, with what the file adds. */
    KnowledgeBase knowledge() throws IOException {
        KnowledgeBase own = KnowledgeBase.own();
        return file == null ? own : own.extendedBy(file);
    }
}
