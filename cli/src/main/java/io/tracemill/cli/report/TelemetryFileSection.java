package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Field;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Shape;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import java.util.List;
import java.util.TreeMap;

/** Section on the files of telemetry: what became of the samples of each. People read it while files are read. */
final class TelemetryFileSection implements Section<Differences> {

    private static final Fields<TelemetryUse.File> FIELDS = Fields.<TelemetryUse.File>none()
            .with("file", Unit.TEXT, "Name of the file.", TelemetryUse.File::file)
            .with("format", Unit.TEXT, "Its format.", TelemetryUse.File::format)
            .with(
                    "samples",
                    Unit.COUNT,
                    "Samples that were read: readings, known and refused ones.",
                    TelemetryUse.File::samples)
            .with("readings", Unit.COUNT, "Readings that they gave.", TelemetryUse.File::readings)
            .with("known", Unit.COUNT, "Samples of a series and a time that was known.", TelemetryUse.File::known)
            .with(new Field<>(
                    "refused",
                    Unit.COUNT,
                    Shape.MAP,
                    "Samples that gave no reading, by reason.",
                    row -> new TreeMap<>(row.refused())));

    private static final Layout<TelemetryUse.File> LAYOUT = Layout.rows("telemetry_files", "Files of telemetry", FIELDS)
            .about("what became of the samples of each file")
            .key("file", "file")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(Differences differences, int top) {
        return LAYOUT.sheet(differences.reports().telemetry().files())
                .showing(List.of())
                .build();
    }
}
