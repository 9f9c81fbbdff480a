package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Traces of PyTorch's profiler on MTIA devices. All events of a device have one category, {@code mtia_ccp_events}: what
 * is a copy or a wait, only the name says. Their process is the device.
 *
 * <p>Source: the activity types of pytorch/kineto, and the trace of facebookresearch/HolisticTraceAnalysis with its
 * patterns for memory events ({@code hta/common/types.py}).
 */
final class MtiaDialect extends KinetoDialect {

    private static final Telltales TELLTALES =
            Telltales.ofCategories("mtia_runtime", "mtia_ccp_events", "mtia_insight", "mtia_counters");

    private static final ArgNames ARGS =
            KinetoDialect.argsAnd(Map.ofEntries(entry("size", ArgField.of(Attribute.BYTES))));

    private static final Pattern COPY = Pattern.compile("^(?:dma|DMA)(?![a-z])");

    private static final Pattern WAIT =
            Pattern.compile("(?<![a-z])(?:wait|sync|synchronize)(?![a-z])", Pattern.CASE_INSENSITIVE);

    private static final NameKinds NAMES = (kind, name) -> {
        if (kind != EventKind.KERNEL) {
            return kind;
        }
        if (COPY.matcher(name).find()) {
            return EventKind.MEMCPY;
        }
        return WAIT.matcher(name).find() ? EventKind.SYNC : EventKind.KERNEL;
    };

    @Override
    public String name() {
        return "mtia";
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
    public NameKinds nameKinds() {
        return NAMES;
    }

    @Override
    public boolean processIsDevice() {
        return true;
    }

    /** Takes the stream of a device event from its thread. */
    @Override
    public void complete(EventFields event, @Nullable String category) {
        super.complete(event, category);
        if ("mtia_ccp_events".equals(category) && !event.has(Attribute.STREAM)) {
            event.setText(Attribute.STREAM, event.text(Attribute.THREAD));
        }
    }
}
