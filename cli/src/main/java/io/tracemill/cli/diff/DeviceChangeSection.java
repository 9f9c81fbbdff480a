package io.tracemill.cli.diff;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;

/** Section on changes of how devices spent their time. */
final class DeviceChangeSection implements Section<RunDiff> {

    private static final Layout<Change> LAYOUT = ChangeFields.columns(
                    Layout.view("devices", "Devices", ChangeFields.ALL)
                            .about("by rank/device; share of the device's window")
                            .key("device", "device")
                            .key("measure", "time"))
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(RunDiff diff, int top) {
        return LAYOUT.sheet(diff.changes().stream()
                        .filter(change -> change.measure().isOfDevice())
                        .toList())
                .about(Sentence.of("by rank/device, time per " + ChangeFields.code(diff.samples())
                        + "; share of the device's window"))
                .build();
    }
}
