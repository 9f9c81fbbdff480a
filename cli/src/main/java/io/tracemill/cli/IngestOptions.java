package io.tracemill.cli;

import io.tracemill.cli.config.Counts;
import io.tracemill.cli.config.Labels;
import io.tracemill.cli.config.Percents;
import io.tracemill.cli.config.Redactions;
import io.tracemill.cli.config.Regexes;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.communication.CommunicationNames;
import io.tracemill.ingest.redact.RedactionRules;
import io.tracemill.schemas.TraceLabel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options for reading trace files. */
final class IngestOptions {

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Traces (.json, .json.gz, .json.zst), or directories with traces.")
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

    @Option(names = "--node", paramLabel = "HOST", description = "Host on which the traces were recorded.")
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

    @Option(
            names = "--max-rejected",
            paramLabel = "PCT",
            defaultValue = "1",
            converter = Percents.class,
            description = "Percentage of the events, or of the bytes, of a file that may be lost (default:"
                    + " ${DEFAULT-VALUE}).")
    private double maxRejected;

    @Option(
            names = "--communication-kernels",
            paramLabel = "REGEX",
            converter = Regexes.class,
            description = {
                "Further kernels that communicate: a regular expression found in the names of their functions, which"
                        + " are"
                        + " without template arguments and parameters (default: only those known by name)."
            })
    private @Nullable Pattern communicationKernels;

    @Option(
            names = "--redact",
            paramLabel = "known|none|FILE",
            defaultValue = "known",
            converter = Redactions.class,
            description = {
                "Secrets to replace by *** in names, arguments and metadata: tokens of known shapes, none, or those"
                        + " of known"
                        + " shapes and of the regular expressions in a file, one per line (default: ${DEFAULT-VALUE})."
            })
    private RedactionRules redaction = RedactionRules.KNOWN;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Counts.class,
            description = "Number of parser threads (default: one per core, at most 8).")
    private @Nullable Integer threads;

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
        return IngestConfig.defaults()
                .withOrigin(new IngestConfig.Origin(run, rank, node, labels()))
                .withRules(new IngestConfig.Rules(
                        drop.categories(),
                        maxRejected,
                        new CommunicationNames(communicationKernels),
                        wholeOnly,
                        redaction))
                .withLimits(limits -> threads == null ? limits : limits.withThreads(threads));
    }
}
