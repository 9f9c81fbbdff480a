package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import io.tracemill.ingest.dialect.Linking.ByFlow;
import io.tracemill.ingest.pack.Lane;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Traces of rocprof, version 1. Events have no category: the name of the process tells what they are, and its threads
 * are the streams of a device. A {@code DataFlow} flow leads from a call to what it launched, and ends with phase
 * {@code t}.
 *
 * <p>Source: ROCm/rocprofiler, {@code bin/tblextr.py}, {@code bin/sqlitedb.py} and {@code bin/dform.py}.
 */
final class RocprofDialect implements Dialect {

    private static final Telltales TELLTALES = Telltales.of(
            Mark.ProcessName.of("CPU H(?:IP|SA) API"),
            new Mark.Together(List.of(Mark.ProcessName.of("GPU[0-9]+"), new Mark.Member("otherData"))));

    private static final ArgNames ARGS = ArgNames.sharedAnd(Map.ofEntries(
            entry("dev-id", ArgField.of(Attribute.DEVICE)), entry("gpu-id", ArgField.of(Attribute.DEVICE))));

    private static final CategoryKinds KINDS = CategoryKinds.of(Map.of());

    private static final Linking LINKING = new ByFlow("dataflow", Linking.Ids.SEQUENTIAL, 't');

    private static final Pattern GPU = Pattern.compile("GPU([0-9]+)");

    private static final Pattern BARRIERS = Pattern.compile("GPU Barriers([0-9]+)");

    private static final Pattern CALL = Pattern.compile("hip[A-Z].*|hsa_.*|roctx.*");

    private static final Pattern FILL = Pattern.compile("Fill.*|.*Memset.*");

    private static final NameKinds NAMES = (kind, name) -> {
        if (kind == EventKind.MEMCPY) {
            return FILL.matcher(name).matches() ? EventKind.MEMSET : kind;
        }
        return kind == EventKind.OTHER && CALL.matcher(name).matches() ? EventKind.RUNTIME : kind;
    };

    @Override
    public String name() {
        return "rocprof";
    }

    @Override
    public Telltales telltales() {
        return TELLTALES;
    }

    @Override
    public ArgNames argNames() {
        return ARGS;
    }

    @Override
    public CategoryKinds categoryKinds() {
        return KINDS;
    }

    @Override
    public Linking linking() {
        return LINKING;
    }

    @Override
    public Lanes lanes() {
        return RocprofDialect::lane;
    }

    @Override
    public NameKinds nameKinds() {
        return NAMES;
    }

    private static LaneFacts lane(Lane lane, String process, String thread) {
        Optional<String> device = number(GPU, process);
        if (device.isPresent()) {
            return LaneFacts.ofStream(device.get(), lane.thread());
        }
        Optional<String> signals = number(BARRIERS, process);
        if (signals.isPresent()) {
            return new LaneFacts(EventKind.SYNC, signals.get(), lane.thread());
        }
        return switch (process) {
            case "COPY" -> new LaneFacts(EventKind.MEMCPY, null, lane.thread());
            case "CPU HIP API", "CPU HSA API" -> LaneFacts.ofHost(EventKind.RUNTIME);
            case "Markers and Ranges" -> LaneFacts.ofHost(EventKind.ANNOTATION);
            default -> LaneFacts.NONE;
        };
    }

    private static Optional<String> number(Pattern pattern, String process) {
        Matcher matcher = pattern.matcher(process);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
