package io.tracemill.ingest.pack;

import io.tracemill.ingest.pack.Attachment.Dequeue;
import io.tracemill.ingest.pack.Attachment.LinkEnd;
import io.tracemill.ingest.pack.Attachment.Submission;
import io.tracemill.ingest.pack.Attachment.SubmissionEnd;
import io.tracemill.ingest.pack.Attachment.TableRow;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;

/**
 * Codec of packed attachments. They are written straight from the fields of the event that holds their data, without
 * garbage. Body of a row: table (1 byte), name, counters and arguments. Body of all others: lane and id; of a dequeue
 * also its duration.
 */
@SuppressWarnings("EnumOrdinal") // written and read by the same process
public final class AttachmentCodec {

    private static final DeviceTable[] TABLES = DeviceTable.values();

    private final StringPool pool;
    private final BodyReader body = new BodyReader();

    /** A codec that reads attachments whose strings are in a pool; for the one thread that asks it for texts. */
    public AttachmentCodec(StringPool pool) {
        this.pool = pool;
    }

    /** Appends a {@link LinkEnd} from an event with a correlation id. */
    public static void writeLinkEnd(EventFields end, GrowingBytes out) {
        writeFlow(AttachmentTag.LINK_END, end, end.start, end.number(Attribute.CORRELATION_ID), out);
    }

    /** Appends a {@link Submission} from an event with the hash of its flow. */
    public static void writeSubmission(EventFields start, GrowingBytes out) {
        writeFlow(AttachmentTag.SUBMISSION, start, start.start - Attachment.SKEW_NANOS, start.submission, out);
    }

    /** Appends a {@link SubmissionEnd} from an event with the hash of its flow. */
    public static void writeSubmissionEnd(EventFields end, GrowingBytes out) {
        writeFlow(AttachmentTag.SUBMISSION_END, end, end.start, end.submission, out);
    }

    private static void writeFlow(AttachmentTag tag, EventFields event, long start, long id, GrowingBytes out) {
        int offset = PackedHead.open(out, start, event.position, tag);
        writeLane(event, out);
        out.putLong(id);
        PackedHead.close(out, offset);
    }

    /** Appends a {@link Dequeue} from an event with a duration and a correlation id. */
    public static void writeDequeue(EventFields call, GrowingBytes out) {
        int offset = PackedHead.open(out, call.start - Attachment.SKEW_NANOS, call.position, AttachmentTag.DEQUEUE);
        writeLane(call, out);
        out.putLong(call.number(Attribute.CORRELATION_ID));
        out.putLong(call.duration);
        PackedHead.close(out, offset);
    }

    private static void writeLane(EventFields event, GrowingBytes out) {
        EventCodec.writeString(event, event.text(Attribute.PROCESS), out);
        EventCodec.writeString(event, event.text(Attribute.THREAD), out);
    }

    /** Appends a {@link TableRow} from an event with a name, a start, counters with pooled names, and arguments. */
    public static void writeTableRow(DeviceTable table, EventFields row, GrowingBytes out) {
        long early = row.start - table.toleranceNanos();
        int offset = PackedHead.open(out, early, row.position, AttachmentTag.TABLE_ROW);
        out.put(table.ordinal());
        EventCodec.writeString(row, row.text(Attribute.NAME), out);
        out.putVarInt(row.counters);
        for (int i = 0; i < row.counters; i++) {
            EventCodec.writeString(row, row.counterNames[i], out);
            out.putLong(Double.doubleToRawLongBits(row.counterValues[i]));
        }
        out.putVarInt(row.argsLength);
        out.put(row.args, row.argsOffset, row.argsLength);
        PackedHead.close(out, offset);
    }

    /** Reads the attachment at an offset. */
    public Attachment read(byte[] bytes, int offset) {
        body.begin(bytes, offset);
        long start = PackedHead.start(bytes, offset);
        return switch (PackedHead.tag(bytes, offset)) {
            case LINK_END -> new LinkEnd(lane(), start, body.eightBytes());
            case SUBMISSION -> new Submission(lane(), start + Attachment.SKEW_NANOS, body.eightBytes());
            case SUBMISSION_END -> new SubmissionEnd(lane(), start, body.eightBytes());
            case DEQUEUE -> dequeue(start + Attachment.SKEW_NANOS);
            case TABLE_ROW -> tableRow(bytes, start);
        };
    }

    private Dequeue dequeue(long start) {
        Lane lane = lane();
        long correlation = body.eightBytes();
        return new Dequeue(lane, start, start + body.eightBytes(), correlation);
    }

    private TableRow tableRow(byte[] bytes, long start) {
        DeviceTable table = TABLES[body.oneByte()];
        String name = body.text(pool);
        int[] counterNames = new int[body.varInt()];
        double[] counters = new double[counterNames.length];
        for (int i = 0; i < counters.length; i++) {
            counterNames[i] = body.string();
            counters[i] = body.decimal();
        }
        int length = body.varInt();
        byte[] args = Arrays.copyOfRange(bytes, body.at(), body.at() + length);
        return new TableRow(table, name, start + table.toleranceNanos(), counterNames, counters, args);
    }

    private Lane lane() {
        String process = body.text(pool);
        return new Lane(process, body.text(pool));
    }
}
