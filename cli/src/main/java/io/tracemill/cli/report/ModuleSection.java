package io.tracemill.cli.report;

import io.tracemill.cli.report.ModuleUse.Host;
import io.tracemill.cli.report.ModuleUse.OnDevice;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Section on modules: what the layers of a model cost, by their class. Only for traces that recorded their calls. */
final class ModuleSection implements Section<TraceReport> {

    private static final Fields<ModuleUse> FIELDS = Fields.<ModuleUse>none()
            .with(
                    "class",
                    Unit.NAME,
                    "Class of the modules; (none) for device events that no module launched, (no launch) for those"
                            + " without a launch.",
                    use -> Labels.module(use.module()))
            .with("device", Unit.TEXT, "Device; null where the file does not say.", ModuleUse::device)
            .with("instances", Unit.COUNT, "Number of modules of the class.", use -> onHost(use, Host::instances))
            .with("count", Unit.COUNT, "Number of their calls.", use -> onHost(use, Host::count))
            .with(
                    "device_ns",
                    Unit.TIME,
                    "Summed duration of the device events whose innermost module is of the class, in ns.",
                    use -> onDevice(use, OnDevice::ns))
            .with(
                    "share_pct",
                    Unit.PERCENT,
                    "The same in percent of all device events of the device.",
                    use -> use.onDevice() == null ? null : use.onDevice().sharePct())
            .with(
                    "device_total_ns",
                    Unit.TIME,
                    "Summed duration of the device events of the class and of all modules within it, in ns.",
                    use -> onDevice(use, OnDevice::totalNs))
            .with("forward_ns", Unit.TIME, part("of a forward pass"), use -> positive(use, OnDevice::forwardNs))
            .with("backward_ns", Unit.TIME, part("of a backward pass"), use -> positive(use, OnDevice::backwardNs))
            .with(
                    "recompute_ns",
                    Unit.TIME,
                    part("that computes a forward pass again"),
                    use -> positive(use, OnDevice::recomputeNs))
            .with("host_ns", Unit.TIME, "Time of their calls on the host, in ns.", use -> onHost(use, Host::ns));

    private static final Layout<ModuleUse> LAYOUT = Layout.rows("modules", "Modules", FIELDS)
            .about("by class; device time of the innermost module, and in total with the modules inside")
            .key("class", "class")
            .key("device", "device")
            .side("instances", "instances")
            .side("count", "calls")
            .main("device_ns", "time")
            .bar("share_pct", "share")
            .main("device_total_ns", "total")
            .side("forward_ns", "forward")
            .side("backward_ns", "backward")
            .side("recompute_ns", "recompute")
            .main("host_ns", "host")
            .build();

    private static String part(String which) {
        return "Part of device_ns " + which + ", in ns; null for none.";
    }

    private static @Nullable Long onHost(ModuleUse use, ToLongFunction<Host> value) {
        return use.isModule() ? (Long) value.applyAsLong(use.host()) : null;
    }

    private static @Nullable Long onDevice(ModuleUse use, ToLongFunction<OnDevice> value) {
        OnDevice onDevice = use.onDevice();
        return onDevice == null ? null : (Long) value.applyAsLong(onDevice);
    }

    private static @Nullable Long positive(ModuleUse use, ToLongFunction<OnDevice> value) {
        Long nanos = onDevice(use, value);
        return nanos == null || nanos == 0 ? null : nanos;
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        List<ModuleUse> uses = ModuleUse.of(report.modules());
        SheetBuilder<ModuleUse> sheet = LAYOUT.sheet(uses).showingFirst(top, "classes");
        long all = uses.stream().mapToLong(ModuleUse::deviceNs).sum();
        long inModules = uses.stream()
                .filter(ModuleUse::isModule)
                .mapToLong(ModuleUse::deviceNs)
                .sum();
        if (all > 0) {
            sheet.say(Sentence.of("").percent(100.0 * inModules / all).text(" of the device time belongs to modules."));
        }
        return sheet.build();
    }
}
