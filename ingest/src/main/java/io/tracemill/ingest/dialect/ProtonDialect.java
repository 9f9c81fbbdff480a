package io.tracemill.ingest.dialect;

import io.tracemill.ingest.dialect.Linking.ByFlow;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.Lane;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Traces of Proton, Triton's profiler. Kernels have a category. Scopes have another one, both on the threads of the
 * host and where they are mirrored onto the streams of a device. A flow of category {@code flow} leads from the scope
 * that launched a kernel to the kernel; of the kernels of a graph, only the first on each stream has one.
 *
 * <p>Source: triton-lang/triton, {@code third_party/proton/csrc/lib/Data}: {@code TraceData.cpp}, {@code
 * Dump/ChromeTraceDump.cpp}, {@code Dump/TraceDataDump.h}.
 */
final class ProtonDialect implements Dialect {

    private static final Telltales TELLTALES = Telltales.of(new Mark.Value("displayTimeUnit", "us"));

    private static final ArgNames ARGS = ArgNames.sharedAnd(Map.of());

    private static final CategoryKinds KINDS = CategoryKinds.of(Map.of("kernel", EventKind.KERNEL));

    private static final Linking LINKING = new ByFlow("flow", Linking.Ids.SEQUENTIAL);

    private static final Pattern STREAM = Pattern.compile("(?:GPU )?(?:Device ([0-9]+) )?Stream ([0-9]+)");

    private static final Pattern MIRROR = Pattern.compile("Graph: .*");

    @Override
    public String name() {
        return "proton";
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
        return ProtonDialect::lane;
    }

    @Override
    public boolean processIsDevice() {
        return true;
    }

    /** Takes the stream of a kernel from its thread, if the thread has no name. */
    @Override
    public void complete(EventFields event, @Nullable String category) {
        if ("kernel".equals(category) && !event.has(Attribute.STREAM)) {
            event.setText(Attribute.STREAM, event.text(Attribute.THREAD));
        }
    }

    private static LaneFacts lane(Lane lane, String process, String thread) {
        Matcher stream = STREAM.matcher(thread);
        if (stream.matches()) {
            return LaneFacts.ofStream(stream.group(1), stream.group(2));
        }
        if (MIRROR.matcher(thread).matches()) {
            return LaneFacts.mirroredOn(DeviceName.in(process).orElse(lane.process()));
        }
        return thread.isEmpty() ? LaneFacts.NONE : LaneFacts.ofHost(EventKind.OPERATOR);
    }
}
