package io.tracemill.cli.capacity;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.BottleneckClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Section on the busy hours of each run by the bottleneck of its steps. */
final class VerdictSection implements Section<Capacity> {

    private static final Fields<Share> FIELDS = Fields.<Share>none()
            .with("run", Unit.TEXT, "Run (job).", Share::run)
            .with("bottleneck", Unit.TEXT, "Bottleneck of the steps.", Share::bottleneck)
            .with(
                    "recorded_hours",
                    Unit.HOURS,
                    "Device-hours of the recorded steps that have it.",
                    Share::recordedHours)
            .with("share_pct", Unit.PERCENT, "Share of the recorded hours.", Share::percent)
            .with("extrapolated_hours", Unit.HOURS, "The same share of the busy hours: extrapolated.", Share::hours);

    private static final Layout<Share> LAYOUT = Layout.rows("verdicts", "Verdicts", FIELDS)
            .about("busy device-hours by what bounds the steps, extrapolated from the recorded ones")
            .key("run", "run")
            .key("bottleneck", "bound by")
            .main("recorded_hours", "recorded")
            .main("share_pct", "share")
            .main("extrapolated_hours", "busy")
            .details()
            .build();

    private static Named bottleneck(BottleneckClass bottleneck) {
        return new Named(
                bottleneck.name(), bottleneck.name().toLowerCase(Locale.ROOT).replace("_bound", ""));
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(Capacity capacity, int top) {
        List<Share> shares = new ArrayList<>();
        for (RunUse use : capacity.runs()) {
            RunUse.Recorded recorded = use.recorded();
            if (recorded != null) {
                recorded.verdictPercent().entrySet().stream()
                        .filter(share -> share.getValue() > 0)
                        .sorted(Map.Entry.<BottleneckClass, Double>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .forEach(share -> shares.add(
                                new Share(use, bottleneck(share.getKey()), share.getValue(), recorded.hours())));
            }
        }
        return LAYOUT.sheet(shares).build();
    }

    private record Share(RunUse use, Named bottleneck, double percent, double allRecordedHours) {

        @Nullable
        String run() {
            return use.run();
        }

        double recordedHours() {
            return allRecordedHours * percent / 100;
        }

        double hours() {
            return use.busyHours() * percent / 100;
        }
    }
}
