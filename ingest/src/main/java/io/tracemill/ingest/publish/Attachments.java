package io.tracemill.ingest.publish;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.EventKind;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Puts on device events what lies beside them: what the flow says that ends where one begins (same process, thread and
 * start), and the rows of tables (same name, start within the table's tolerance). In the order of the trace they come before
 * the event they belong to; what has not found it by then will not.
 */
final class Attachments {

    private final StringPool pool;
    private final Flows flows;
    private final ArrayDeque<Row> rows = new ArrayDeque<>();
    private long strayRows;

    /** A row: what it says of a device event, arguments as a JSON object. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(
            EventKind of, String name, long start, long tolerance, int[] counterNames, double[] counters, byte[] args) {

        boolean isOver(EventFields event) {
            return start + tolerance < event.start;
        }

        boolean isAt(EventFields event) {
            return Math.abs(start - event.start) <= tolerance;
        }

        int bytes() {
            return args.length + counters.length * (Double.BYTES + Integer.BYTES);
        }
    }

    Attachments(StringPool pool) {
        this.pool = pool;
        this.flows = new Flows(pool);
    }

    /** Takes what is to be attached; its order says that it comes first. */
    void add(EventFields waiting) {
        if (isRow(waiting)) {
            addRow(waiting);
        } else {
            flows.add(waiting);
        }
    }

    /** Whether what is to be attached is the row of a table, and says nothing of flows. */
    static boolean isRow(EventFields waiting) {
        return !waiting.has(EventFields.CORRELATION) && !waiting.has(EventFields.EXTERNAL_ID);
    }

    private void addRow(EventFields row) {
        byte[] args = Arrays.copyOfRange(row.args, row.argsOffset, row.argsOffset + row.argsLength);
        long tolerance = EventFields.rowTolerance(row.kind);
        rows.add(new Row(
                row.kind,
                row.text(pool, row.strings[EventFields.NAME]),
                row.start + tolerance,
                tolerance,
                Arrays.copyOf(row.counterNames, row.counters),
                Arrays.copyOf(row.counterValues, row.counters),
                args));
    }

    /** Puts on a device event what belongs to it; returns by how many bytes it grew. */
    int attachTo(EventFields event) {
        flows.endAt(event);
        int grown = 0;
        @Nullable String name = null;
        @Nullable EventKind described = null;
        for (Iterator<Row> waiting = rows.iterator(); waiting.hasNext(); ) {
            Row row = waiting.next();
            if (row.isOver(event)) {
                waiting.remove();
                strayRows++;
            } else if (row.isAt(event) && row.of() != described) { // one row of each table
                name = name == null ? event.text(pool, event.strings[EventFields.NAME]) : name;
                if (row.name().equals(name)) {
                    waiting.remove();
                    described = row.of();
                    describe(event, row);
                    grown += row.bytes();
                }
            }
        }
        return grown;
    }

    /** Rows that belong to no event. */
    long strayRows() {
        return strayRows + rows.size();
    }

    private static void describe(EventFields event, Row row) {
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
