package io.tracemill.bench.generate;

import io.tracemill.bench.generate.Action.Autograd;
import io.tracemill.bench.generate.StepEvents.Frame;
import io.tracemill.bench.generate.StepEvents.HostSpan;
import io.tracemill.bench.generate.StepEvents.Lane;
import io.tracemill.bench.generate.StepEvents.MemoryChange;
import java.io.IOException;

/** Writes operators, annotations, Python functions and changes of memory, with the flows from forward to backward between them. */
final class HostEvents {
    private static final Ascii OPERATOR = new Ascii("  {\n    \"ph\": \"X\", \"cat\": \"cpu_op\", \"name\": \"");
    private static final Ascii ANNOTATION =
            new Ascii("  {\n    \"ph\": \"X\", \"cat\": \"user_annotation\", \"name\": \"");
    private static final Ascii PYTHON = new Ascii("  {\n    \"ph\": \"X\", \"cat\": \"python_function\", \"name\": \"");
    private static final Ascii DURATION = new Ascii(", \"dur\": ");
    private static final Ascii EXTERNAL_ID = new Ascii(",\n    \"args\": {\n      \"External id\": ");
    private static final Ascii SEQUENCE = new Ascii(", \"Sequence number\": ");
    private static final Ascii FORWARD_THREAD = new Ascii(", \"Fwd thread id\": ");
    private static final Ascii EVENT_INDEX = new Ascii(", \"Ev Idx\": ");
    private static final Ascii END = new Ascii("\n    }\n  },\n");
    private static final Ascii FLOW_START = new Ascii("  {\n    \"ph\": \"s\", \"id\": ");
    private static final Ascii FLOW_END = new Ascii("  {\n    \"ph\": \"f\", \"id\": ");
    private static final Ascii FLOW_CATEGORY = new Ascii(",\n    \"cat\": \"fwdbwd\", \"name\": \"fwdbwd\"");
    private static final Ascii BINDS_TO_ENCLOSING = new Ascii(", \"bp\": \"e\"");
    private static final Ascii FLOW_CLOSE = new Ascii("\n  },\n");
    private static final Ascii PYTHON_ID = new Ascii(",\n    \"args\": {\n      \"Python id\": ");
    private static final Ascii PYTHON_PARENT = new Ascii(", \"Python parent id\": ");
    private static final Ascii PYTHON_MODULE = new Ascii(", \"Python module id\": ");
    private static final Ascii NONE = new Ascii("null");
    private static final Ascii MEMORY =
            new Ascii("  {\n    \"ph\": \"i\", \"cat\": \"cpu_instant_event\", \"s\": \"t\", \"name\": \"[memory]\"");
    private static final Ascii MEMORY_INDEX = new Ascii(",\n    \"args\": {\n      \"Ev Idx\": ");
    private static final Ascii MEMORY_ADDRESS = new Ascii(", \"Device Type\": 1, \"Device Id\": 0, \"Addr\": ");
    private static final Ascii MEMORY_BYTES = new Ascii(", \"Bytes\": ");
    private static final Ascii MEMORY_ALLOCATED = new Ascii(", \"Total Allocated\": ");
    private static final Ascii MEMORY_RESERVED = new Ascii(", \"Total Reserved\": ");
    private static final Ascii MINUS = new Ascii("-");

    private final JsonOutput out;
    private final Ascii mainThread;
    private final Ascii autogradThread;
    /** High from the start, as ids are. */
    private long eventIndex = 10_000_000;

    HostEvents(GeneratorConfig config, JsonOutput out) {
        this.out = out;
        this.mainThread = new Ascii(FileFrame.lane(config, Lane.MAIN));
        this.autogradThread = new Ascii(FileFrame.lane(config, Lane.AUTOGRAD));
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
        out.text(change.bytes() < 0 ? MINUS : Ascii.EMPTY).number(Math.abs(change.bytes()));
        out.text(MEMORY_ALLOCATED).number(change.allocated());
        out.text(MEMORY_RESERVED).number(change.reserved()).text(END);
    }

    private JsonOutput flow(Ascii phase, HostSpan span) throws IOException {
        out.text(phase).number(span.sequence);
        return laneAndTime(span.lane, span.start).text(FLOW_CATEGORY);
    }

    private JsonOutput laneAndTime(Lane lane, long start) throws IOException {
        return out.text(lane == Lane.AUTOGRAD ? autogradThread : mainThread).micros(start);
    }
}
