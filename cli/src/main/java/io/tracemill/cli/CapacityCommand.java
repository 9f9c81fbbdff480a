package io.tracemill.cli;

import io.tracemill.cli.capacity.Capacity;
import io.tracemill.cli.capacity.Price;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the devices of a fleet were used for. */
@Command(
        name = "capacity",
        header = "Show what the devices were used for, and what stalls cost.",
        description = {
            "Device-hours come from telemetry: with a run or without one, busy or idle. What bounds the busy hours, and how"
                    + " much of them the devices did not compute, is extrapolated from the recorded steps of each run; the"
                    + " recorded share is shown beside it."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill capacity --data archive",
            "  tracemill capacity --data archive --since 2026-03-01 --until 2026-03-31 \\",
            "      --cost-per-hour 2.50",
            "  tracemill capacity --data archive --format json \\",
            "      | jq '.stalled_hours, .recorded_pct'"
        })
final class CapacityCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Archive directory.")
    private Path data = Path.of("");

    @Mixin
    private final PeriodOptions period = new PeriodOptions();

    @Option(
            names = "--cost-per-hour",
            paramLabel = "AMOUNT",
            description = "Price of one device for an hour, such as 2.50; adds costs, in the same currency.")
    private @Nullable Double costPerHour;

    @Mixin
    private final TableFormatOption format = new TableFormatOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    CapacityCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Price price = UsageError.checked(spec, () -> new Price(costPerHour));
        Capacity capacity;
        try (ArchiveSql archive = ArchiveSql.open(data)) {
            capacity = Capacity.of(archive, period.first(), period.last(), price);
        }
        if (capacity.uses().isEmpty()) {
            throw new Failure(data + ": contains no telemetry of devices in that time");
        }
        format.print(capacity.document(), console);
        return ExitCode.DONE.code();
    }
}
