package io.tracemill.bench.simulate.trace;

import io.tracemill.bench.generate.JsonOutput;
import java.io.IOException;

/** Events of a file. Times are in ns since the time base of the file. */
final class EventOutput {

    private final JsonOutput out;
    private boolean first = true;

    EventOutput(JsonOutput out) {
        this.out = out;
    }

    /**
     * Writes a span.
     *
     * @param place process and thread, or device and stream, as {@code "pid": 1, "tid": 2}
     * @param args JSON of the arguments, without braces
     */
    void span(String category, String name, String place, Span times, String args) throws IOException {
        begin();
        out.text("{\"ph\": \"X\", \"cat\": \"" + category + "\", \"name\": \"" + name + "\", " + place + ", \"ts\": ")
                .micros(times.startNanos())
                .text(", \"dur\": ")
                .micros(times.nanos())
                .text(", \"args\": {" + args + "}}");
    }

    /** Writes what a process or thread is called. */
    void name(String what, String place, String name) throws IOException {
        begin();
        out.text("{\"ph\": \"M\", \"name\": \"" + what + "\", " + place + ", \"ts\": 0.000, \"args\": {\"name\": \""
                + name + "\"}}");
    }

    private void begin() throws IOException {
        out.text(first ? "\n" : ",\n");
        first = false;
    }
}
