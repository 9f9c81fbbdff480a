package io.tracemill.cli.runs;

import io.tracemill.cli.report.sheet.Field;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Shape;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Section on the runs of an archive, oldest first: the end of a long table is what a terminal shows. */
final class RunsSection implements Section<List<RunRow>> {

    private static final Fields<RunRow> FIELDS = Fields.<RunRow>none()
            .with("run", Unit.TEXT, "Run (job).", RunRow::run)
            .with(
                    "date",
                    Unit.TEXT,
                    "UTC day of the traces, as YYYY-MM-DD.",
                    row -> row.date().toString())
            .with("traces", Unit.COUNT, "Number of traces.", RunRow::traces)
            .with("ranks", Unit.COUNT, "Number of different ranks that the traces name.", RunsSection::ranks)
            .with("world_size", Unit.COUNT, "Number of ranks in the run; null if no trace says.", RunRow::worldSize)
            .with("steps", Unit.COUNT, "Number of steps that no end of a trace cuts off.", RunRow::steps)
            .with(
                    "mean_step_ns",
                    Unit.TIME,
                    "Mean length of these steps over the devices, in ns.",
                    RunRow::meanStepNanos)
            .with("devices", Unit.COUNT, "Number of devices, of all traces.", RunRow::devices)
            .with(list("device_models", Unit.TEXT, "Model names of the devices.", RunRow::deviceModels))
            .with("bottleneck", Unit.TEXT, "Bottleneck of most devices.", RunsSection::bottleneck)
            .with("bottleneck_devices", Unit.COUNT, "Number of devices that have it.", RunRow::bottleneckDevices)
            .with(list(
                    "slow_ranks",
                    Unit.NUMBER,
                    "Ranks that are slow according to the comparison of ranks.",
                    RunRow::slowRanks))
            .with("bytes", Unit.BYTES, "Size of the files of the run and date, in bytes.", RunRow::bytes)
            .with(new Field<>(
                    "labels",
                    Unit.TEXT,
                    Shape.MAP,
                    "Labels about which the traces do not differ.",
                    RunsSection::labels));

    private static final Layout<RunRow> LAYOUT = Layout.rows("runs", "Runs", FIELDS)
            .about("by run and date, newest last; bound by: of most devices, with their number if not all")
            .key("run", "run")
            .key("date", "date")
            .main("ranks", "ranks")
            .side("steps", "steps")
            .main("mean_step_ns", "step")
            .side("devices", "devices")
            .side("device_models", "model")
            .main("bottleneck", "bound by")
            .main("slow_ranks", "slow ranks")
            .side("bytes", "size")
            .side("labels", "labels")
            .details()
            .build();

    private static Field<RunRow> list(String key, Unit unit, String meaning, Field.Value<RunRow> value) {
        return new Field<>(key, unit, Shape.LIST, meaning, value);
    }

    private static Named ranks(RunRow row) {
        String of = row.worldSize() == null ? "" : " of " + row.worldSize();
        return new Named(row.ranks(), row.ranks() == 0 ? "" : row.ranks() + of);
    }

    private static @Nullable Named bottleneck(RunRow row) {
        if (row.bottleneck() == null) {
            return null;
        }
        String word = row.bottleneck().toLowerCase(Locale.ROOT).replace("_bound", "");
        boolean all = row.bottleneckDevices() == null || row.bottleneckDevices().equals(row.devices());
        return new Named(
                row.bottleneck(), all ? word : word + " (" + row.bottleneckDevices() + " of " + row.devices() + ")");
    }

    private static Named labels(RunRow row) {
        return new Named(
                row.labels(),
                row.labels().entrySet().stream()
                        .map(label -> label.getKey() + '=' + label.getValue())
                        .collect(Collectors.joining(", ")));
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(List<RunRow> rows, int top) {
        return LAYOUT.sheet(rows).build();
    }
}
