package io.tracemill.ingest.publish;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Puts on device events what lies beside them: the id of the flow that ends where one begins (same process, thread and
 * start), and the row of a table of kernels (same name, start within a nanosecond). In the order of the trace both come before the
 * event they belong to; what has not found it by then will not.
 */
final class Attachments {

    private final StringPool pool;
    private final List<FlowEnd> flowEnds = new ArrayList<>();
    private final ArrayDeque<Row> rows = new ArrayDeque<>();
    private long endsStart;
    private long strayRows;

    private record FlowEnd(String process, String thread, long id) {}

    /** A row: what it says of a kernel, arguments as a JSON object. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(String name, long start, int[] counterNames, double[] counters, byte[] args) {}

    Attachments(StringPool pool) {
        this.pool = pool;
    }

    /** Takes what is to be attached; its order says that it comes first. */
    void add(EventFields waiting) {
        if (waiting.has(EventFields.CORRELATION)) {
            addFlowEnd(waiting);
            return;
        }
        byte[] args = Arrays.copyOfRange(waiting.args, waiting.argsOffset, waiting.argsOffset + waiting.argsLength);
        rows.add(new Row(
                waiting.text(pool, waiting.strings[EventFields.NAME]),
                waiting.start + EventFields.ROW_TOLERANCE_NANOS,
                Arrays.copyOf(waiting.counterNames, waiting.counters),
                Arrays.copyOf(waiting.counterValues, waiting.counters),
                args));
    }

    private void addFlowEnd(EventFields end) {
        if (end.start != endsStart) {
            flowEnds.clear();
            endsStart = end.start;
        }
        flowEnds.add(new FlowEnd(process(end), thread(end), end.correlation));
    }

    /** Puts on a device event what belongs to it; returns by how many bytes it grew. */
    int attachTo(EventFields event) {
        link(event);
        while (!rows.isEmpty() && rows.peek().start() < event.start - EventFields.ROW_TOLERANCE_NANOS) {
            rows.remove();
            strayRows++;
        }
        if (rows.isEmpty()) {
            return 0;
        }
        String name = event.text(pool, event.strings[EventFields.NAME]);
        for (Iterator<Row> waiting = rows.iterator(); waiting.hasNext(); ) {
            Row row = waiting.next();
            if (row.start() > event.start + EventFields.ROW_TOLERANCE_NANOS) {
                return 0;
            }
            if (row.name().equals(name)) {
                waiting.remove();
                return describe(event, row);
            }
        }
        return 0;
    }

    /** Rows that belong to no event. */
    long strayRows() {
        return strayRows + rows.size();
    }

    private void link(EventFields event) {
        if (flowEnds.isEmpty() || event.start != endsStart) {
            return;
        }
        for (Iterator<FlowEnd> ends = flowEnds.iterator(); ends.hasNext(); ) {
            FlowEnd end = ends.next();
            if (end.process().equals(process(event)) && end.thread().equals(thread(event))) {
                event.correlation = end.id();
                event.present |= EventFields.CORRELATION;
                ends.remove();
                return;
            }
        }
    }

    private static int describe(EventFields event, Row row) {
        for (int i = 0; i < row.counters().length; i++) {
            event.addCounter(row.counterNames()[i], row.counters()[i]);
        }
        byte[] args = row.args();
        if (event.argsLength > 0 && args.length > 2) {
            byte[] both = Arrays.copyOfRange(
                    event.args, event.argsOffset, event.argsOffset + event.argsLength + args.length - 1);
            both[event.argsLength - 1] = ',';
            System.arraycopy(args, 1, both, event.argsLength, args.length - 1);
            args = both;
        }
        event.args = args;
        event.argsOffset = 0;
        event.argsLength = args.length;
        return row.args().length + row.counters().length * (Double.BYTES + Integer.BYTES);
    }

    private String process(EventFields event) {
        return event.text(pool, event.strings[EventFields.PROCESS]);
    }

    private String thread(EventFields event) {
        return event.text(pool, event.strings[EventFields.THREAD]);
    }
}
