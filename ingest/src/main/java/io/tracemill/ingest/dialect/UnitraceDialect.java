package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import io.tracemill.ingest.dialect.Linking.ByFlowId;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Traces of unitrace on Intel GPUs. All commands of a device have one category, {@code gpu_op}; their names tell copies
 * and barriers, and end with the bytes that they move. Each carries the id of the flow from its call; each flow has a
 * category of its own, {@code Flow_H2D_<id>_<rank>}. The name of the process tells the device, and a thread is one of
 * its engines or queues.
 *
 * <p>Source: intel/pti-gpu, {@code tools/unitrace/src}: {@code chromelogger.h} and {@code levelzero/ze_collector.h}.
 */
final class UnitraceDialect implements Dialect {

    private static final Telltales TELLTALES = Telltales.ofCategories("gpu_op");

    private static final ArgNames ARGS =
            ArgNames.sharedAnd(Map.ofEntries(entry("id", ArgField.of(Attribute.CORRELATION_ID))));

    private static final CategoryKinds KINDS =
            CategoryKinds.of(Map.of("cpu_op", EventKind.OPERATOR, "gpu_op", EventKind.KERNEL));

    private static final Linking LINKING =
            new ByFlowId("flow_h2d_*", "flow_d2h_*").orElse(new ByFlowId("cl_flow_h2d_*", "cl_flow_d2h_*"));

    /** After the number of a tile. */
    private static final String COMMAND = "(?:Tile #[0-9]+: )?(?:ze|cl)[A-Za-z]*";

    private static final Pattern COPY = Pattern.compile(
            COMMAND + "(?:MemoryCopy|ImageCopy|MemcpyINTEL|EnqueueRead|EnqueueWrite|EnqueueCopy|EnqueueMigrate).*");

    private static final Pattern FILL = Pattern.compile(COMMAND + "(?:MemoryFill|MemFill|EnqueueFill|MemsetINTEL).*");

    private static final Pattern SIGNAL =
            Pattern.compile(COMMAND + "(?:Barrier|SignalEvent|WaitOnEvents|EventReset|EnqueueMarker).*");

    private static final NameKinds NAMES = (kind, name) -> kind == EventKind.KERNEL ? ofDevice(name) : kind;

    @Override
    public String name() {
        return "unitrace";
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
    public NameKinds nameKinds() {
        return NAMES;
    }

    @Override
    public NameSuffix nameSuffix() {
        return NameSuffix.BYTES;
    }

    /** Takes the stream of a device event from its thread. */
    @Override
    public void complete(EventFields event, @Nullable String category) {
        if ("gpu_op".equals(category)) {
            event.setText(Attribute.STREAM, event.text(Attribute.THREAD));
        }
    }

    private static EventKind ofDevice(String name) {
        if (COPY.matcher(name).matches()) {
            return EventKind.MEMCPY;
        }
        if (FILL.matcher(name).matches()) {
            return EventKind.MEMSET;
        }
        return SIGNAL.matcher(name).matches() ? EventKind.SYNC : EventKind.KERNEL;
    }
}
