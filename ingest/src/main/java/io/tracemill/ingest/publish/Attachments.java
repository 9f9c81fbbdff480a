package io.tracemill.ingest.publish;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.EventKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts on device events what lies beside them: what the flow says that ends where one begins (same process, thread and
 * start), and the rows of tables (same name, start within the table's tolerance). In the order of the trace they come before
 * the event they belong to; what has not found it by then will not.
 */
final class Attachments {

    /** Submissions remembered until their device event begins. */
    private static final int MOST_SUBMITS = 1 << 16;

    private final StringPool pool;
    private final List<FlowEnd> flowEnds = new ArrayList<>();
    private final Map<Long, Long> submits = new LinkedHashMap<>();
    private final ArrayDeque<Row> rows = new ArrayDeque<>();
    private long endsStart;
    private long strayRows;

    /** The end of a flow: the correlation id it gives, else the id under which its submission is known. */
    private record FlowEnd(String process, String thread, boolean links, long id) {}

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
    }

    /** Takes what is to be attached; its order says that it comes first. */
    void add(EventFields waiting) {
        if (waiting.has(EventFields.CORRELATION)) {
            addFlowEnd(waiting, waiting.correlation);
        } else if (!waiting.has(EventFields.EXTERNAL_ID)) {
            addRow(waiting);
        } else if (waiting.phase == 's') {
            submits.put(waiting.externalId, waiting.start + EventFields.SKEW_NANOS);
            if (submits.size() > MOST_SUBMITS) {
                submits.remove(submits.keySet().iterator().next());
            }
        } else {
            addFlowEnd(waiting, waiting.externalId);
        }
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

    private void addFlowEnd(EventFields end, long id) {
        if (end.start != endsStart) {
            flowEnds.clear();
            endsStart = end.start;
        }
        flowEnds.add(new FlowEnd(process(end), thread(end), end.has(EventFields.CORRELATION), id));
    }

    /** Puts on a device event what belongs to it; returns by how many bytes it grew. */
    int attachTo(EventFields event) {
        endFlows(event);
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

    private void endFlows(EventFields event) {
        if (flowEnds.isEmpty() || event.start != endsStart) {
            return;
        }
        boolean linked = false;
        boolean submitted = false;
        for (Iterator<FlowEnd> ends = flowEnds.iterator(); ends.hasNext(); ) {
            FlowEnd end = ends.next();
            boolean known = end.links() ? linked : submitted;
            if (!known && end.process().equals(process(event)) && end.thread().equals(thread(event))) {
                ends.remove();
                if (end.links()) {
                    event.correlation = end.id();
                    event.present |= EventFields.CORRELATION;
                    linked = true;
                } else {
                    submit(event, submits.get(end.id()));
                    submitted = true;
                }
            }
        }
    }

    private static void submit(EventFields event, @Nullable Long nanos) {
        if (nanos != null) {
            event.submit = nanos;
            event.present |= EventFields.SUBMIT;
        }
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

    private String process(EventFields event) {
        return event.text(pool, event.strings[EventFields.PROCESS]);
    }

    private String thread(EventFields event) {
        return event.text(pool, event.strings[EventFields.THREAD]);
    }
}
