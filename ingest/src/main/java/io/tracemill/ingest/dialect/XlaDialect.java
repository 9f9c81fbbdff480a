package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import io.tracemill.ingest.dialect.Linking.ByCorrelationId;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.Lane;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Traces of XLA, as JAX and TensorFlow 2 write them for GPUs. Events have no category: processes are {@code /host:CPU}
 * and {@code /device:GPU:N}, and only the threads called {@code Stream #N} hold device events. The other threads of a
 * device show the same time by operator, module and step. Calls of the driver carry the correlation ids of what they
 * launched. What a TPU does is not taught here.
 *
 * <p>Source: openxla/xla, {@code xla/tsl/profiler}: {@code convert/trace_events_to_json.cc}, {@code
 * convert/xplane_to_trace_events.cc}, {@code utils/xplane_schema.cc}; and {@code cupti_collector.cc}.
 */
final class XlaDialect implements Dialect {

    private static final Telltales TELLTALES =
            Telltales.of(Mark.ProcessName.of("/host:CPU"), Mark.ProcessName.of("/device:(?:GPU|TPU|CUSTOM):[0-9]+"));

    private static final ArgNames ARGS = ArgNames.sharedAnd(Map.ofEntries(
            entry("correlation_id", ArgField.of(Attribute.CORRELATION_ID)),
            entry("step_num", ArgField.of(Attribute.STEP_MARK))));

    private static final CategoryKinds KINDS = CategoryKinds.of(Map.of());

    private static final Linking LINKING = ByCorrelationId.ofCalls();

    private static final Pattern GPU = Pattern.compile("/device:GPU:[0-9]+");

    private static final Pattern STREAM = Pattern.compile(".*Stream #([0-9]+).*");

    private static final Pattern COPY = Pattern.compile("(?:cuda|hip)?memcpy.*", Pattern.CASE_INSENSITIVE);

    private static final Pattern FILL = Pattern.compile("(?:cuda|hip)?memset.*", Pattern.CASE_INSENSITIVE);

    private static final NameKinds NAMES = (kind, name) -> {
        if (kind == EventKind.KERNEL) {
            return ofDevice(name);
        }
        return kind == EventKind.OPERATOR && name.startsWith("$") ? EventKind.PYTHON : kind;
    };

    @Override
    public String name() {
        return "xla";
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
        return XlaDialect::lane;
    }

    @Override
    public NameKinds nameKinds() {
        return NAMES;
    }

    /** Tells the calls of a driver and the marks of steps, which carry arguments, from other events of the host. */
    @Override
    public void complete(EventFields event, @Nullable String category) {
        if (event.kind == EventKind.OPERATOR && event.has(Attribute.STEP_MARK)) {
            event.kind = EventKind.ANNOTATION;
        } else if (event.kind == EventKind.OPERATOR && event.has(Attribute.CORRELATION_ID)) {
            event.kind = EventKind.RUNTIME;
        }
    }

    private static LaneFacts lane(Lane lane, String process, String thread) {
        if (process.startsWith("/host:")) {
            return LaneFacts.ofHost(EventKind.OPERATOR);
        }
        Optional<String> device = GPU.matcher(process).matches() ? DeviceName.in(process) : Optional.empty();
        if (device.isEmpty()) {
            return LaneFacts.NONE;
        }
        Matcher stream = STREAM.matcher(thread);
        if (stream.matches()) {
            return LaneFacts.ofStream(device.get(), stream.group(1));
        }
        return thread.isEmpty() ? LaneFacts.ofStream(device.get(), lane.thread()) : LaneFacts.mirroredOn(device.get());
    }

    private static EventKind ofDevice(String name) {
        if (COPY.matcher(name).matches()) {
            return EventKind.MEMCPY;
        }
        return FILL.matcher(name).matches() ? EventKind.MEMSET : EventKind.KERNEL;
    }
}
