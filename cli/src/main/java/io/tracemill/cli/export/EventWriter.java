package io.tracemill.cli.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writer of events in Chrome's JSON format. Times are microseconds with three decimals after a base, so that no
 * nanosecond is lost, even to a viewer that reads them as floating-point numbers.
 */
final class EventWriter implements AutoCloseable {

    private final JsonGenerator json;
    private final long baseNanos;
    private final Micros micros = new Micros();
    private long events;

    /** Begins a file whose times begin at a base, in ns. Closing the writer ends the file and closes the stream. */
    EventWriter(OutputStream out, long baseNanos) throws IOException {
        this.json = new JsonFactory().createGenerator(out);
        this.baseNanos = baseNanos;
        json.writeStartObject();
    }

    /** Writes a member beside the events, before the first of them. */
    void member(String name, String value) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(value);
    }

    void beginEvents() throws IOException {
        json.writeArrayFieldStart("traceEvents");
    }

    /** Number of events so far. */
    long events() {
        return events;
    }

    /** Writes a name or another fact about a process, or about a thread if the track has one. */
    void metadata(String name, Track track, String key, Object value) throws IOException {
        begin("M", name, null, track);
        beginArguments();
        json.writeObjectField(key, value);
        endArguments();
    }

    /** Begins an event with a duration; its arguments are next. */
    void complete(String name, @Nullable String category, Track track, long startNanos, long durationNanos)
            throws IOException {
        begin("X", name, category, track);
        at(startNanos);
        micros("dur", durationNanos);
        beginArguments();
    }

    /** Begins an event without a duration; its arguments are next. */
    void instant(String name, @Nullable String category, Track track, long startNanos) throws IOException {
        begin("i", name, category, track);
        at(startNanos);
        json.writeStringField("s", "t");
        beginArguments();
    }

    /** Begins an event with the values of counters; its arguments, all of them numbers, are next. */
    void counter(String name, Track track, long startNanos) throws IOException {
        begin("C", name, null, track);
        at(startNanos);
        beginArguments();
    }

    /** Writes the start or the end of a flow, which belongs to the event around this time. */
    void flow(boolean start, long id, Track track, long nanos) throws IOException {
        begin(start ? "s" : "f", "launch", "launch", track);
        at(nanos);
        json.writeNumberField("id", id);
        if (!start) {
            json.writeStringField("bp", "e");
        }
        json.writeEndObject();
    }

    /** The arguments of the event that was begun. */
    JsonGenerator arguments() {
        return json;
    }

    void endArguments() throws IOException {
        json.writeEndObject();
        json.writeEndObject();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    private void begin(String type, String name, @Nullable String category, Track track) throws IOException {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeStringField("ph", type);
        json.writeStringField("name", name);
        if (category != null) {
            json.writeStringField("cat", category);
        }
        json.writeNumberField("pid", track.process());
        json.writeNumberField("tid", track.thread());
        events++;
    }

    private void beginArguments() throws IOException {
        json.writeObjectFieldStart("args");
    }

    private void at(long nanos) throws IOException {
        micros("ts", nanos - baseNanos);
    }

    private void micros(String field, long nanos) throws IOException {
        json.writeFieldName(field);
        micros.set(nanos);
        json.writeRawValue(micros.digits(), micros.start(), micros.length());
    }
}
