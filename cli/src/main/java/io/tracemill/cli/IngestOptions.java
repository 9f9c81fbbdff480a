package io.tracemill.cli;

import io.tracemill.cli.config.Labels;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.schemas.TraceLabel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options for reading trace files. */
final class IngestOptions {

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Traces (.json, .json.gz, .json.zst) and files of telemetry, or directories with some.")
    private List<Path> paths = List.of();

    @Option(
            names = "--run",
            paramLabel = "RUN",
            description = "Run of the traces (default: the name of their directory).")
    private @Nullable String run;

    @Option(
            names = "--rank",
            paramLabel = "N",
            description = "Rank of the traces (default: from the file or its name).")
    private @Nullable Integer rank;

    @Option(
            names = "--node",
            paramLabel = "HOST",
            description = "Host on which the files were recorded (default: from the file or its name).")
    private @Nullable String node;

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            split = Labels.BETWEEN,
            splitSynopsisLabel = ",",
            converter = Labels.class,
            description = "Label of the traces, such as commit=1a2b3c or model=llama; may be given up to "
                    + TraceLabel.MOST + " times.")
    private List<TraceLabel> labels = new ArrayList<>();

    @Mixin
    private final IngestRuleOptions rules = new IngestRuleOptions();

    @Option(
            names = "--temp-dir",
            paramLabel = "DIR",
            description = "Directory for temporary files (default: that of the system).")
    private Path tempDir = Path.of(System.getProperty("java.io.tmpdir"));

    List<Path> paths() {
        return paths;
    }

    Path tempDir() {
        return tempDir;
    }

    private SortedMap<String, String> labels() {
        SortedMap<String, String> values = new TreeMap<>();
        for (TraceLabel label : labels) {
            if (values.put(label.key(), label.value()) != null) {
                throw new IllegalArgumentException("--label " + label.key() + " must be given once");
            }
        }
        return values;
    }

    /**
     * What ingest is told; options that make no sense are an {@link IllegalArgumentException}.
     *
     * @param wholeOnly whether files that end too early are left alone
     */
    IngestConfig config(DropOption drop, boolean wholeOnly) {
        return rules.config(drop, wholeOnly).withOrigin(new IngestConfig.Origin(run, rank, node, labels()));
    }
}
