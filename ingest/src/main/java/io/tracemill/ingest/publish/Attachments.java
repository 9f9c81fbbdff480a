package io.tracemill.ingest.publish;

import io.tracemill.ingest.pack.Attachment;
import io.tracemill.ingest.pack.Attachment.Dequeue;
import io.tracemill.ingest.pack.Attachment.LinkEnd;
import io.tracemill.ingest.pack.Attachment.Submission;
import io.tracemill.ingest.pack.Attachment.SubmissionEnd;
import io.tracemill.ingest.pack.Attachment.TableRow;
import io.tracemill.ingest.pack.DeviceTable;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.flat.Attribute;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Attachments that wait for their device event. A flow belongs to the event that begins where the flow ends (same
 * process, thread and start), a row to the event of its name that starts within the tolerance of the table. Attachments
 * come before their event; one that has not found its event by then will not find it. At most {@value #MOST_ROWS} rows
 * wait; the oldest of more finds no event.
 */
final class Attachments implements Attachment.Visitor {

    private static final int MOST_ROWS = 1 << 12;

    private final StringPool pool;
    private final Flows flows;
    private final ArrayDeque<TableRow> rows = new ArrayDeque<>();
    private long strayRows;

    Attachments(StringPool pool) {
        this.pool = pool;
        this.flows = new Flows(pool);
    }

    @Override
    public void linkEnd(LinkEnd end) {
        flows.linkEnd(end);
    }

    @Override
    public void submission(Submission submission) {
        flows.submission(submission);
    }

    @Override
    public void submissionEnd(SubmissionEnd end) {
        flows.submissionEnd(end);
    }

    @Override
    public void dequeue(Dequeue call) {
        flows.dequeue(call);
    }

    @Override
    public void tableRow(TableRow row) {
        rows.add(row);
        if (rows.size() > MOST_ROWS) {
            rows.remove();
            strayRows++;
        }
    }

    /** Adds to a device event all that belongs to it; returns the number of bytes by which it grew. */
    int attachTo(EventFields event) {
        flows.endAt(event);
        int grown = 0;
        @Nullable String name = null;
        @Nullable DeviceTable described = null;
        for (Iterator<TableRow> waiting = rows.iterator(); waiting.hasNext(); ) {
            TableRow row = waiting.next();
            if (isOver(row, event)) {
                waiting.remove();
                strayRows++;
            } else if (isAt(row, event) && row.table() != described) { // one row of each table
                name = name == null ? event.text(pool, event.text(Attribute.NAME)) : name;
                if (row.name().equals(name)) {
                    waiting.remove();
                    described = row.table();
                    describe(event, row);
                    grown += bytes(row);
                }
            }
        }
        return grown;
    }

    private static boolean isOver(TableRow row, EventFields event) {
        return row.start() + row.table().toleranceNanos() < event.start;
    }

    private static boolean isAt(TableRow row, EventFields event) {
        return Math.abs(row.start() - event.start) <= row.table().toleranceNanos();
    }

    private static int bytes(TableRow row) {
        return row.args().length + row.counters().length * (Double.BYTES + Integer.BYTES);
    }

    /** Whether a flow or a thread found no room. */
    boolean leaveOut() {
        return flows.leaveOut();
    }

    /** Number of rows that belong to no event. */
    long strayRows() {
        return strayRows + rows.size();
    }

    private static void describe(EventFields event, TableRow row) {
        for (int i = 0; i < row.counters().length; i++) {
            event.addCounter(row.counterNames()[i], row.counters()[i]);
        }
        byte[] args = row.args();
        if (args.length <= 2) {
            return;
        }
        if (event.argsLength > 0) {
            byte[] both = Arrays.copyOfRange(
                    event.args, event.argsOffset, event.argsOffset + event.argsLength + args.length - 1);
            both[event.argsLength - 1] = ',';
            System.arraycopy(args, 1, both, event.argsLength, args.length - 1);
            args = both;
        }
        event.args = args;
        event.argsOffset = 0;
        event.argsLength = args.length;
    }
}
