package io.tracemill.cli;

import io.tracemill.cli.rules.RuleTrial;
import io.tracemill.cli.rules.RulesReport;
import io.tracemill.cli.telemetry.TelemetryFiles;
import io.tracemill.cli.telemetry.TelemetryIngest;
import io.tracemill.cli.telemetry.TelemetryOutcome;
import io.tracemill.cli.telemetry.TelemetrySettings;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.ingest.TraceFiles;
import io.tracemill.streams.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries rules of alerts on recorded telemetry. */
@Command(
        name = "test",
        header = "Say which alerts recorded telemetry would have raised.",
        description = {
            "Reads files of telemetry, and applies the rules to each minute of them, as tracemill stream does. Of each"
                    + " node, the last day is looked at.",
            "Prints each change of an alert. Exits with 0 whether there are some or not."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill rules test smi.csv --node n1",
            "  tracemill rules test scrapes/ --rules mine.yaml --format json"
        })
final class RulesTestCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files of telemetry, or directories with some.")
    private List<Path> paths = List.of();

    @Mixin
    private final RulesOption rules = new RulesOption();

    @Mixin
    private final TelemetryOptions telemetry = new TelemetryOptions();

    @Option(
            names = "--node",
            paramLabel = "HOST",
            description = "Host on which the files were recorded (default: from the file or its name).")
    private @Nullable String node;

    @Mixin
    private final TableFormatOption format = new TableFormatOption();

    RulesTestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RuleSet tried = rules.rules();
        TelemetrySettings settings = telemetry.settings(node, false);
        List<Path> files = TraceFiles.find(paths, TelemetryFiles::isBeside).stream()
                .filter(TelemetryFiles::isOne)
                .toList();
        if (files.isEmpty()) {
            throw new Failure(paths.get(0) + ": has no telemetry in a format that is read from files");
        }
        RuleTrial trial = new RuleTrial(tried, Clock.systemUTC());
        long readings = 0;
        try (TelemetryIngest ingest = new TelemetryIngest(settings, Map.of(), () -> trial)) {
            for (Path file : files) {
                readings += read(ingest, file);
            }
            ingest.end();
        }
        format.print(RulesReport.ofAlerts(trial.alerts()), console);
        console.say("tracemill rules: " + tried.name() + ": " + Figures.count(readings) + " readings of "
                + Figures.count(trial.nodes()) + (trial.nodes() == 1 ? " node, " : " nodes, ")
                + Figures.count(trial.alerts().size()) + " changes of alerts"
                + (trial.letters() == 0 ? "" : "; " + trial.letters() + " lines could not be read"));
        return ExitCode.DONE.code();
    }

    private long read(TelemetryIngest ingest, Path file) throws IOException, InterruptedException {
        if (!(ingest.ingest(file) instanceof TelemetryOutcome.Read read)) {
            return 0;
        }
        read.warnings().forEach(warning -> console.say("tracemill rules: " + warning));
        return read.totals().published();
    }
}
