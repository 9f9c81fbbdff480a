package io.tracemill.bench.generate;

import io.tracemill.bench.generate.StepEvents.DeviceEvent;
import io.tracemill.bench.generate.StepEvents.DeviceSpan;
import io.tracemill.bench.generate.StepEvents.Lane;
import io.tracemill.bench.generate.StepEvents.RuntimeCall;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Writes what the device did and the runtime calls that made it: each device event just before its call, each followed
 * by its end of the flow. A call that starts nothing gets the end of a flow that has no start, as in real files.
 */
final class DeviceEvents {
    private static final AsciiText EVENT = new AsciiText("  {\n    \"ph\": \"X\", \"cat\": \"");
    private static final AsciiText NAME = new AsciiText("\", \"name\": \"");
    private static final AsciiText RUNTIME =
            new AsciiText("  {\n    \"ph\": \"X\", \"cat\": \"cuda_runtime\", \"name\": \"");
    private static final AsciiText MIRRORED =
            new AsciiText("  {\n    \"ph\": \"X\", \"cat\": \"gpu_user_annotation\", \"name\": \"");
    private static final AsciiText DURATION = new AsciiText(", \"dur\": ");
    private static final AsciiText ARGS = new AsciiText(",\n    \"args\": {\n      ");
    private static final AsciiText EXTERNAL_ID = new AsciiText("\"External id\": ");
    private static final AsciiText COMMA = new AsciiText(",      ");
    private static final AsciiText CORRELATION = new AsciiText(", \"correlation\": ");
    private static final AsciiText GRAPH_NODE = new AsciiText(",      \"graph node id\": ");
    private static final AsciiText BYTES = new AsciiText(",      \"bytes\": ");
    private static final AsciiText BANDWIDTH = new AsciiText(", \"memory bandwidth (GB/s)\": ");
    private static final AsciiText END = new AsciiText("\n    }\n  },\n");
    private static final AsciiText FLOW_START = new AsciiText("  {\n    \"ph\": \"s\", \"id\": ");
    private static final AsciiText FLOW_END = new AsciiText("  {\n    \"ph\": \"f\", \"id\": ");
    private static final AsciiText FLOW_START_CLOSE =
            new AsciiText(",\n    \"cat\": \"ac2g\", \"name\": \"ac2g\"\n  },\n");
    private static final AsciiText FLOW_END_CLOSE =
            new AsciiText(",\n    \"cat\": \"ac2g\", \"name\": \"ac2g\", \"bp\": \"e\"\n  },\n");

    private final JsonOutput out;
    private final Map<Lane, AsciiText> lanes = new EnumMap<>(Lane.class);
    private final AsciiText computeStream;
    private final AsciiText communicationStream;
    private final AsciiText computePlace;
    private final AsciiText communicationPlace;

    DeviceEvents(GeneratorConfig config, JsonOutput out) {
        this.out = out;
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new AsciiText(FileHeaderAndTrailer.lane(config, lane)));
        }
        int device = FileHeaderAndTrailer.device(config);
        this.computeStream = new AsciiText(FileHeaderAndTrailer.stream(device, DeviceStreams.COMPUTE));
        this.communicationStream = new AsciiText(FileHeaderAndTrailer.stream(device, DeviceStreams.COMMUNICATION));
        this.computePlace = place(device, DeviceStreams.COMPUTE);
        this.communicationPlace = place(device, DeviceStreams.COMMUNICATION);
    }

    void write(RuntimeCall call) throws IOException {
        long node = 0;
        for (DeviceEvent event : call.started) {
            device(event, call, node++);
            flow(FLOW_END, call.correlation, streamOf(event.stream()), event.start())
                    .text(FLOW_END_CLOSE);
        }
        if (!call.inTrace) {
            return;
        }
        AsciiText lane = lane(call.at.lane());
        out.text(RUNTIME).text(call.label.name()).text("\"");
        out.text(lane)
                .micros(call.at.time())
                .text(DURATION)
                .micros(call.duration)
                .text(ARGS);
        if (call.at.externalId() > 0) {
            out.text(EXTERNAL_ID).number(call.at.externalId()).text(COMMA);
        }
        out.text(call.label.inputs()).text(CORRELATION).number(call.correlation).text(END);
        if (call.started.isEmpty()) {
            flow(FLOW_END, call.correlation, lane, call.at.time()).text(FLOW_END_CLOSE);
        } else {
            flow(FLOW_START, call.correlation, lane, call.at.time()).text(FLOW_START_CLOSE);
        }
    }

    void write(DeviceSpan span) throws IOException {
        out.text(MIRRORED).text(span.label().name()).text("\"");
        out.text(streamOf(span.stream())).micros(span.start()).text(DURATION).micros(span.duration());
        out.text(ARGS).text(EXTERNAL_ID).number(span.externalId()).text(END);
    }

    /** The profiler's own work, once a step. */
    void overhead(long at) throws IOException {
        out.text(EVENT).text("overhead").text(NAME).text("Activity Buffer Request");
        out.text("\", \"pid\": -1, \"tid\": 0,\n    \"ts\": ")
                .micros(at)
                .text(DURATION)
                .micros(49_600);
        out.text("\n  },\n");
    }

    private void device(DeviceEvent event, RuntimeCall call, long node) throws IOException {
        Kernel kernel = event.kernel();
        out.text(EVENT).text(kernel.category()).text(NAME).text(kernel.name()).text("\"");
        out.text(streamOf(event.stream()))
                .micros(event.start())
                .text(DURATION)
                .micros(event.duration())
                .text(ARGS);
        if (!event.graph() && call.at.externalId() > 0) {
            out.text(EXTERNAL_ID).number(call.at.externalId()).text(COMMA);
        }
        if (kernel.isKernel()) {
            out.text("\"queued\": 0, ");
        }
        out.text(event.stream() == DeviceStreams.COMPUTE ? computePlace : communicationPlace);
        out.text(CORRELATION).number(call.correlation).text(kernel.details());
        if (event.graph()) {
            out.text(GRAPH_NODE).number(node);
        }
        if (kernel.bytes() > 0) {
            out.text(BYTES).number(kernel.bytes()).text(BANDWIDTH);
            out.micros(kernel.bytes() * 1_000 / Math.max(1, event.duration()));
        }
        out.text(END);
    }

    private JsonOutput flow(AsciiText phase, long id, AsciiText lane, long at) throws IOException {
        return out.text(phase).number(id).text(lane).micros(at);
    }

    private AsciiText streamOf(int stream) {
        return stream == DeviceStreams.COMPUTE ? computeStream : communicationStream;
    }

    private AsciiText lane(Lane lane) {
        AsciiText text = lanes.get(lane);
        if (text == null) {
            throw new IllegalStateException("no thread for lane " + lane);
        }
        return text;
    }

    private static AsciiText place(int device, int stream) {
        return new AsciiText("\"device\": " + device + ", \"context\": 1,      \"stream\": " + stream);
    }
}
