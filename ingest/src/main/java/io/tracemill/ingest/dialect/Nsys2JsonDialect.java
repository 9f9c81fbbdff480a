package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import io.tracemill.ingest.dialect.Linking.ByCorrelationId;
import io.tracemill.ingest.pack.Lane;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Traces of Nsight Systems as nsys2json converts them. Processes are {@code Device N} and {@code Host N}, and the
 * number at the end of a thread is that of the stream or thread. Kernels carry no correlation ids, so nothing links
 * them. Ranges of category {@code nvtx-kernel} mirror those of the host onto a device.
 *
 * <p>Source: chenyu-jiang/nsys2json and its fork brycelelbach/nsys2json, {@code nsys2json.py}.
 */
final class Nsys2JsonDialect implements Dialect {

    private static final Pattern DEVICE = Pattern.compile("Device ([0-9]+)");

    private static final Telltales TELLTALES = Telltales.of(
            new Mark.Together(List.of(new Mark.ProcessName(DEVICE), new Mark.Category("cuda"))),
            new Mark.Together(List.of(new Mark.ProcessName(DEVICE), new Mark.Category("nvtx"))));

    private static final ArgNames ARGS =
            ArgNames.sharedAnd(Map.ofEntries(entry("correlationId", ArgField.of(Attribute.CORRELATION_ID))));

    private static final CategoryKinds KINDS = CategoryKinds.of(Map.of(
            "cuda", EventKind.KERNEL,
            "cuda_api", EventKind.RUNTIME,
            "nvtx", EventKind.ANNOTATION,
            "nvtx-kernel", EventKind.ANNOTATION));

    private static final Linking LINKING = ByCorrelationId.ofCalls();

    private static final Pattern STREAM = Pattern.compile("(?:Stream|CUDA API) ([0-9]+)");

    private static final Lanes LANES = Lanes.ofIds(Nsys2JsonDialect::lane);

    @Override
    public String name() {
        return "nsys2json";
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
        return LANES;
    }

    private static LaneFacts lane(Lane lane) {
        Matcher device = DEVICE.matcher(lane.process());
        boolean ofHost = lane.thread().startsWith("NVTX Thread");
        if (!device.matches() || ofHost) {
            return LaneFacts.NONE;
        }
        Matcher stream = STREAM.matcher(lane.thread());
        return stream.matches()
                ? LaneFacts.ofStream(device.group(1), stream.group(1))
                : LaneFacts.mirroredOn(device.group(1));
    }
}
