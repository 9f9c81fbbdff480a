package io.tracemill.bench.generate;

import io.tracemill.bench.generate.HostAction.Autograd;
import io.tracemill.bench.generate.StepEvents.Frame;
import io.tracemill.bench.generate.StepEvents.HostSpan;
import io.tracemill.bench.generate.StepEvents.Lane;
import io.tracemill.bench.generate.StepEvents.MemoryChange;
import java.io.IOException;

/**
 * Writes operators, annotations, Python functions and changes of memory, with the flows from forward to backward
 * between them.
 */
final class HostEvents {
    private static final AsciiText OPERATOR =
            new AsciiText("  {\n    \"ph\": \"X\", \"cat\": \"cpu_op\", \"name\": \"");
    private static final AsciiText ANNOTATION =
            new AsciiText("  {\n    \"ph\": \"X\", \"cat\": \"user_annotation\", \"name\": \"");
    private static final AsciiText PYTHON =
            new AsciiText("  {\n    \"ph\": \"X\", \"cat\": \"python_function\", \"name\": \"");
    private static final AsciiText DURATION = new AsciiText(", \"dur\": ");
    private static final AsciiText EXTERNAL_ID = new AsciiText(",\n    \"args\": {\n      \"External id\": ");
    private static final AsciiText SEQUENCE = new AsciiText(", \"Sequence number\": ");
    private static final AsciiText FORWARD_THREAD = new AsciiText(", \"Fwd thread id\": ");
    private static final AsciiText EVENT_INDEX = new AsciiText(", \"Ev Idx\": ");
    private static final AsciiText END = new AsciiText("\n    }\n  },\n");
    private static final AsciiText FLOW_START = new AsciiText("  {\n    \"ph\": \"s\", \"id\": ");
    private static final AsciiText FLOW_END = new AsciiText("  {\n    \"ph\": \"f\", \"id\": ");
    private static final AsciiText FLOW_CATEGORY = new AsciiText(",\n    \"cat\": \"fwdbwd\", \"name\": \"fwdbwd\"");
    private static final AsciiText BINDS_TO_ENCLOSING = new AsciiText(", \"bp\": \"e\"");
    private static final AsciiText FLOW_CLOSE = new AsciiText("\n  },\n");
    private static final AsciiText PYTHON_ID = new AsciiText(",\n    \"args\": {\n      \"Python id\": ");
    private static final AsciiText PYTHON_PARENT = new AsciiText(", \"Python parent id\": ");
    private static final AsciiText PYTHON_MODULE = new AsciiText(", \"Python module id\": ");
    private static final AsciiText NONE = new AsciiText("null");
    private static final AsciiText MEMORY = new AsciiText(
            "  {\n    \"ph\": \"i\", \"cat\": \"cpu_instant_event\", \"s\": \"t\", \"name\": \"[memory]\"");
    private static final AsciiText MEMORY_INDEX = new AsciiText(",\n    \"args\": {\n      \"Ev Idx\": ");
    private static final AsciiText MEMORY_ADDRESS = new AsciiText(", \"Device Type\": 1, \"Device Id\": 0, \"Addr\": ");
    private static final AsciiText MEMORY_BYTES = new AsciiText(", \"Bytes\": ");
    private static final AsciiText MEMORY_ALLOCATED = new AsciiText(", \"Total Allocated\": ");
    private static final AsciiText MEMORY_RESERVED = new AsciiText(", \"Total Reserved\": ");
    private static final AsciiText MINUS = new AsciiText("-");

    private final JsonOutput out;
    private final AsciiText mainThread;
    private final AsciiText autogradThread;
    /** High from the start, as ids are. */
    private long eventIndex = 10_000_000;

    HostEvents(GeneratorConfig config, JsonOutput out) {
        this.out = out;
        this.mainThread = new AsciiText(FileHeaderAndTrailer.lane(config, Lane.MAIN));
        this.autogradThread = new AsciiText(FileHeaderAndTrailer.lane(config, Lane.AUTOGRAD));
    }

    void write(HostSpan span) throws IOException {
        out.text(span.annotation ? ANNOTATION : OPERATOR)
                .text(span.label.name())
                .text("\"");
        laneAndTime(span.lane, span.start).text(DURATION).micros(span.duration);
        out.text(EXTERNAL_ID).number(span.externalId).text(span.label.inputs());
        if (span.sequence >= 0) {
            out.text(SEQUENCE).number(span.sequence);
            out.text(FORWARD_THREAD).number(span.autograd == Autograd.FORWARD ? 0 : 1);
        }
        out.text(EVENT_INDEX).number(eventIndex++).text(END);
        if (span.autograd == Autograd.FORWARD) {
            flow(FLOW_START, span).text(FLOW_CLOSE);
        } else if (span.autograd == Autograd.BACKWARD) {
            flow(FLOW_END, span).text(BINDS_TO_ENCLOSING).text(FLOW_CLOSE);
        }
    }

    void write(Frame frame) throws IOException {
        out.text(PYTHON).text(frame.name).text("\"");
        laneAndTime(Lane.MAIN, frame.start).text(DURATION).micros(frame.duration);
        out.text(PYTHON_ID).number(frame.id).text(PYTHON_PARENT);
        if (frame.parentId == 0) {
            out.text(NONE);
        } else {
            out.number(frame.parentId);
        }
        if (frame.moduleId >= 0) {
            out.text(PYTHON_MODULE).number(frame.moduleId);
        }
        out.text(EVENT_INDEX).number(eventIndex++).text(END);
    }

    void write(MemoryChange change) throws IOException {
        out.text(MEMORY);
        laneAndTime(change.lane(), change.time()).text(MEMORY_INDEX).number(eventIndex++);
        out.text(MEMORY_ADDRESS).number(change.address()).text(MEMORY_BYTES);
        out.text(change.bytes() < 0 ? MINUS : AsciiText.EMPTY).number(Math.abs(change.bytes()));
        out.text(MEMORY_ALLOCATED).number(change.allocated());
        out.text(MEMORY_RESERVED).number(change.reserved()).text(END);
    }

    private JsonOutput flow(AsciiText phase, HostSpan span) throws IOException {
        out.text(phase).number(span.sequence);
        return laneAndTime(span.lane, span.start).text(FLOW_CATEGORY);
    }

    private JsonOutput laneAndTime(Lane lane, long start) throws IOException {
        return out.text(lane == Lane.AUTOGRAD ? autogradThread : mainThread).micros(start);
    }
}
