package io.tracemill.ingest;

import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.dialect.Dialects;
import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.parse.NamedLane;
import io.tracemill.ingest.parse.SliceResult;
import io.tracemill.ingest.parse.Tally;
import io.tracemill.ingest.parse.TraceMetadata;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.sort.EventSorter;
import io.tracemill.ingest.spill.SpillSpace;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything read from one file: its events, sorted in memory or on disk, and the facts that concern the whole trace.
 * Filled by one thread at a time.
 */
final class TraceContents implements AutoCloseable {

    private static final long LARGEST_POOL = 256L << 20;

    final Dialect dialect;
    final StringPool strings;
    final EventSorter events;
    final EventSorter unpaired;
    final RejectLog rejects;
    final LaunchTable launches;
    final TraceMetadata metadata = new TraceMetadata();
    final LaneNames processNames = new LaneNames();
    final LaneNames threadNames = new LaneNames();
    final Tally filtered = new Tally();
    final Tally merged = new Tally();
    final Set<String> collectiveStreams = new TreeSet<>();
    private final Set<String> telltaleCategories = new TreeSet<>();
    private long read;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    TraceContents(long memory, SpillSpace space, Dialect dialect) {
        this.dialect = dialect;
        this.launches = switch (dialect.linking().ids()) {
            case SEQUENTIAL -> LaunchTable.ofSequentialIds();
            case TIMES -> LaunchTable.ofTimeIds();
        };
        this.strings = new StringPool(Math.min(LARGEST_POOL, memory / 4));
        this.events = new EventSorter(space, memory / 2);
        this.unpaired = new EventSorter(space, memory / 4);
        this.rejects = new RejectLog(space);
    }

    /** Adds the result of a slice. */
    void add(SliceResult result) throws IngestException {
        read += result.read();
        filtered.add(result.filtered());
        merged.add(result.merged());
        telltaleCategories.addAll(result.telltales());
        collectiveStreams.addAll(result.collectiveStreams());
        first = Math.min(first, result.first());
        last = Math.max(last, result.last());
        for (Reject reject : result.rejects()) {
            rejects.add(reject);
        }
        for (NamedLane lane : result.lanes()) {
            (lane.ofThread() ? threadNames : processNames).add(lane);
        }
        addIds(result.ids());
        events.add(result.events());
        unpaired.add(result.unpaired());
    }

    private void addIds(SliceResult.CorrelationIds ids) {
        for (long id : ids.device()) {
            launches.addDeviceEvent(id);
        }
        for (long id : ids.calls()) {
            launches.addCall(id);
        }
        for (long id : ids.operators()) {
            launches.addOperator(id);
        }
    }

    /** Adds a member of the event array that is not an event. */
    void reject(Reject reject) throws IngestException {
        synchronized (this) {
            read++;
        }
        rejects.add(reject);
    }

    /** Counts events that come from files beside the trace. */
    void addRead(long events) {
        read += events;
    }

    /** The dialect, told from the whole file. */
    Dialect provenDialect() {
        return Dialects.of(metadata.telltales(), telltaleCategories);
    }

    /** Number of members of the event array, and of events from files beside the trace, read so far. */
    long read() {
        return read;
    }

    /** Whether any event has a time. */
    boolean hasEvents() {
        return first != Long.MAX_VALUE;
    }

    /** Start of the first event, in ns of the file's clock. */
    long first() {
        return first;
    }

    /** Latest end of an event, in ns of the file's clock. */
    long last() {
        return last;
    }

    @Override
    public void close() throws IngestException {
        try (events;
                unpaired;
                rejects) {
            return;
        }
    }
}
