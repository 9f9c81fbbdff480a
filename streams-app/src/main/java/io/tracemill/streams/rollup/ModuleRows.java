package io.tracemill.streams.rollup;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Layer;
import io.tracemill.schemas.ModuleStats;
import io.tracemill.streams.state.ForwardModuleState;
import io.tracemill.streams.state.ModulePathState;
import io.tracemill.streams.state.ModuleState;
import io.tracemill.streams.state.ModulesState;
import io.tracemill.streams.trace.FullTable;
import io.tracemill.streams.trace.ModulePath;
import io.tracemill.streams.trace.ModulePaths;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Analysis with one row for each module on each device, and one on the host: time of the device events that were
 * launched for it, and of its calls. It has no rows if the trace calls no module.
 */
final class ModuleRows implements Analysis {

    private static final String NONE = "(none)";
    private static final String NO_LAUNCH = "(no launch)";

    /** Number behind the class in the name of an instance. */
    private static final Pattern NUMBER = Pattern.compile("_[0-9]+$");

    private final AvroSerde<ModulesState> serde = AvroSerde.of(ModulesState.class);
    private final Symbols symbols;
    private final ModuleTable rows = new ModuleTable();
    private final List<ModuleRow> touched = new ArrayList<>();
    private int knownPaths;

    ModuleRows(Symbols symbols) {
        this.symbols = symbols;
    }

    @Override
    public String name() {
        return "modules";
    }

    @Override
    public void accept(TraceSpan span) {
        if (span.isDeviceEvent()) {
            ModuleRow row = span.launch() == null ? rows.withoutLaunch(span.device()) : rowOf(span, span.device());
            touch(row).addDeviceEvent(span);
        } else if (span.kind() == EventKind.PYTHON && callsItsModule(span)) {
            ModuleRow row = rowOf(span, ModuleRow.HOST);
            if (row.path() == span.module()) {
                touch(row).addCall(span);
            }
        }
    }

    /** Whether a frame calls the module that it starts in: one that found no room starts in the module around it. */
    private static boolean callsItsModule(TraceSpan frame) {
        @Nullable ModulePath module = frame.module();
        return module != null && module.frame().equals(frame.text().toString());
    }

    private ModuleRow rowOf(TraceSpan span, int device) {
        ModuleRow row = rows.at(device, span.module());
        if (row.path() != span.module()) {
            symbols.folds().add(FullTable.MODULES);
        }
        return row;
    }

    private ModuleRow touch(ModuleRow row) {
        if (row.touch()) {
            touched.add(row);
        }
        return row;
    }

    @Override
    public byte[] partial() {
        List<ModuleState> states = touched.stream().map(ModuleRow::partialState).toList();
        return state(knownPaths, symbols.forwards().changes(), states);
    }

    @Override
    public void endPartial() {
        touched.forEach(ModuleRow::endPartial);
        touched.clear();
        symbols.forwards().endChanges();
        knownPaths = symbols.modules().size();
    }

    @Override
    public byte[] totals() {
        List<ModuleState> states = new ArrayList<>();
        rows.forEach(row -> states.add(row.totalsState()));
        return state(0, symbols.forwards().all(), states);
    }

    private byte[] state(int firstPath, List<ForwardModuleState> forwards, List<ModuleState> states) {
        List<ModulePathState> paths = symbols.modules().from(firstPath).stream()
                .map(path -> new ModulePathState(
                        ModulePaths.id(path.outer()),
                        path.frame(),
                        path.layer() == null ? null : path.layer().name()))
                .toList();
        return serde.encode(new ModulesState(paths, forwards, states));
    }

    @Override
    public void add(byte[] encoded) {
        ModulesState state = serde.decode(encoded);
        ModulePaths modules = symbols.modules();
        state.getPaths()
                .forEach(path -> modules.path(
                        modules.at(path.getOuter()),
                        path.getFrame(),
                        path.getLayer() == null ? null : Layer.valueOf(path.getLayer())));
        symbols.forwards().restore(state.getForwards(), modules);
        for (ModuleState row : state.getRows()) {
            int module = row.getModule();
            ModuleRow known = module == ModuleRow.NO_LAUNCH
                    ? rows.withoutLaunch(row.getDevice())
                    : rows.at(row.getDevice(), modules.at(module));
            known.add(row);
        }
        knownPaths = modules.size();
    }

    @Override
    public void report(TraceRows out) {
        if (symbols.modules().isEmpty()) {
            return;
        }
        Map<ModuleRow, Long> all = new HashMap<>();
        rows.forEach(row -> {
            for (ModuleRow at = row; ; at = rows.at(row.device(), at.path().outer())) {
                all.merge(at, row.totals().nanos(), Saturating::sum);
                if (at.path() == null || at.path().outer() == null) {
                    return;
                }
            }
        });
        rows.forEach(row -> report(row, all.getOrDefault(row, 0L), out));
    }

    private void report(ModuleRow row, long allNanos, TraceRows out) {
        ModuleRow.Sums sums = row.totals();
        boolean onHost = row.device() == ModuleRow.HOST;
        if (onHost ? sums.count() == 0 : allNanos == 0) {
            return;
        }
        ModuleStats.Builder stats = ModuleStats.newBuilder()
                .setTraceId(out.info().getTraceId())
                .setRun(out.info().getRun())
                .setDate(out.info().getDate())
                .setNode(out.info().getNode())
                .setRank(out.info().getRank());
        name(stats, row);
        if (onHost) {
            out.emit(stats.setCount(sums.count()).setHostNs(sums.nanos()).build());
            return;
        }
        out.emit(stats.setDevice(
                        row.device() == Symbols.NONE ? null : symbols.devices().symbol(row.device()))
                .setDeviceNs(sums.nanos())
                .setDeviceTotalNs(allNanos)
                .setForwardNs(sums.forward())
                .setBackwardNs(sums.backward())
                .setRecomputeNs(sums.recompute())
                .build());
    }

    private static void name(ModuleStats.Builder stats, ModuleRow row) {
        @Nullable ModulePath path = row.path();
        if (path == null) {
            stats.setPath(row.module() == ModuleRow.NO_LAUNCH ? NO_LAUNCH : NONE);
            return;
        }
        String instance = path.instance();
        stats.setPath(path.text().toString())
                .setInstance(instance)
                .setClass$(NUMBER.matcher(instance).replaceFirst(""));
    }
}
