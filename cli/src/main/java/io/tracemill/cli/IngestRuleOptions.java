package io.tracemill.cli;

import io.tracemill.cli.config.Counts;
import io.tracemill.cli.config.Percents;
import io.tracemill.cli.config.Redactions;
import io.tracemill.cli.config.Regexes;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.communication.CommunicationNames;
import io.tracemill.ingest.redact.RedactionRules;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for how traces are read, wherever they come from. */
final class IngestRuleOptions {

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

    /**
     * What ingest is told, but for where traces come from.
     *
     * @param wholeOnly whether files that end too early are left alone
     */
    IngestConfig config(DropOption drop, boolean wholeOnly) {
        return IngestConfig.defaults()
                .withRules(new IngestConfig.Rules(
                        drop.categories(),
                        maxRejected,
                        new CommunicationNames(communicationKernels),
                        wholeOnly,
                        redaction))
                .withLimits(limits -> threads == null ? limits : limits.withThreads(threads));
    }
}
