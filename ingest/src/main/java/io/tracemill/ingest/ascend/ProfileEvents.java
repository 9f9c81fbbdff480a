package io.tracemill.ingest.ascend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.pack.DeviceTable;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.EventTexts;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.sort.BlockBuilder;
import io.tracemill.ingest.sort.EventSorter;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;

/** Builder of events and rows from the files beside a trace, one at a time; hands them to the sorter. */
final class ProfileEvents {

    private static final int MOST_ARGS_BYTES = 1 << 14;

    private final StringPool.Cache strings;
    private final EventTexts texts;
    private final BlockBuilder blocks;
    private final EventFields event = new EventFields();
    private long count;
    private long position = Long.MIN_VALUE;

    ProfileEvents(EventSorter sorter, StringPool pool) {
        this.strings = new StringPool.Cache(pool);
        this.texts = new EventTexts(strings);
        this.blocks = new BlockBuilder(sorter);
    }

    /**
     * Begins an event or a row, whose start is in ns of the trace's clock. Events that start together stay in the order
     * in which they are begun, before those of the trace.
     */
    void begin(String name, long startNanos) {
        event.clear();
        texts.clear();
        event.start = startNanos;
        event.position = position++;
        text(Attribute.NAME, name);
    }

    /** Sets a text. */
    void text(Attribute attribute, String value) {
        byte[] bytes = value.getBytes(UTF_8);
        event.setText(attribute, texts.reference(bytes, 0, bytes.length));
    }

    void duration(long nanos) {
        event.duration = nanos;
    }

    void bytes(long bytes) {
        event.set(Attribute.BYTES, bytes);
    }

    /** Adds a counter; returns false if its name finds no room in the pool, or its value is not finite. */
    boolean counter(String name, double value) {
        byte[] bytes = name.getBytes(UTF_8);
        int number = strings.number(bytes, 0, bytes.length);
        if (number == EventFields.NONE || !Double.isFinite(value)) {
            return false;
        }
        event.addCounter(number, value);
        return true;
    }

    /** Sets the remaining arguments, a JSON object; leaves them out if they are too long. */
    void args(byte[] json) {
        boolean fits = json.length <= MOST_ARGS_BYTES && json.length > 2;
        event.args = strings.redaction().json(json, 0, json.length);
        event.argsOffset = 0;
        event.argsLength = fits ? event.args.length : 0;
    }

    /** Ends an event. */
    void add(EventKind kind) throws IngestException {
        count++;
        event.kind = kind;
        event.inline = texts.inlineBytes();
        blocks.add(event);
    }

    /** Ends a row, which will be attached to the device event of its name and start. */
    void attach(DeviceTable table) throws IngestException {
        event.inline = texts.inlineBytes();
        blocks.add(table, event);
    }

    /** Hands over the rest; returns the number of events added. */
    long seal() throws IngestException {
        blocks.seal();
        return count;
    }
}
