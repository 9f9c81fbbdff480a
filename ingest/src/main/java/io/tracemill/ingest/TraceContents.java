package io.tracemill.ingest;

import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.dialect.Dialects;
import io.tracemill.ingest.dialect.Linking;
import io.tracemill.ingest.dialect.TraceMarks;
import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.parse.NamedLane;
import io.tracemill.ingest.parse.NamedLane.Saying;
import io.tracemill.ingest.parse.SliceResult;
import io.tracemill.ingest.parse.Tally;
import io.tracemill.ingest.parse.TraceForm;
import io.tracemill.ingest.parse.TraceMetadata;
import io.tracemill.ingest.rank.FlowProcesses;
import io.tracemill.ingest.rank.WorkProcesses;
import io.tracemill.ingest.redact.Redaction;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.sort.EventSorter;
import io.tracemill.ingest.spill.SpillSpace;
import io.tracemill.ingest.time.EventTimes;
import io.tracemill.ingest.time.PlausibleTimes;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything read from one file: its events, sorted in memory or on disk, and the facts that concern the whole trace.
 * Filled by one thread at a time.
 */
final class TraceContents implements AutoCloseable {

    private static final long LARGEST_POOL = 256L << 20;
    private static final int MOST_COLLECTIVE_STREAMS = 1 << 12;

    final TraceForm form;
    final Redaction redaction;
    final boolean readsFlows;
    final StringPool strings;
    final EventSorter events;
    final EventSorter unpaired;
    final RejectLog rejects;
    final LaunchTable launches;
    final TraceMetadata metadata;
    final WorkProcesses work;
    final FlowProcesses flows = new FlowProcesses();
    final Tally filtered = new Tally();
    final Tally merged = new Tally();
    final TreeSet<String> collectiveStreams = new TreeSet<>();
    private final Map<Saying, LaneNames> lanes = new EnumMap<>(Saying.class);
    private final Set<String> telltaleCategories = new TreeSet<>();
    private final Set<String> telltaleProcesses = new TreeSet<>();
    private final Set<String> full = new TreeSet<>();
    private boolean hasBackward;
    private long read;
    private final EventTimes times = new EventTimes();

    /**
     * Nothing yet.
     *
     * @param memory memory for sorting, in bytes
     * @param space space for sorting on disk
     * @param form form in which the file is read
     * @param readsFlows whether redundant flows are read, for what their processes tell of ranks
     * @param redaction redaction of its texts
     */
    TraceContents(long memory, SpillSpace space, TraceForm form, boolean readsFlows, Redaction redaction) {
        this.form = form;
        this.redaction = redaction;
        this.metadata = new TraceMetadata(redaction);
        this.readsFlows = readsFlows;
        this.launches = emptyLaunches();
        this.strings = new StringPool(Math.min(LARGEST_POOL, memory / 4), redaction);
        this.work = new WorkProcesses(new StringPool.Cache(strings));
        this.events = new EventSorter(space, memory / 2);
        this.unpaired = new EventSorter(space, memory / 4);
        this.rejects = new RejectLog(space);
    }

    /** A table of launches for the ids of the dialect. */
    LaunchTable emptyLaunches() {
        return switch (form.dialect().linking().ids()) {
            case SEQUENTIAL -> LaunchTable.ofSequentialIds();
            case TIMES -> LaunchTable.ofTimeIds();
        };
    }

    /** Adds the result of a slice. */
    void add(SliceResult result) throws IngestException {
        read += result.read();
        filtered.add(result.filtered());
        merged.add(result.merged());
        telltaleCategories.addAll(result.telltales());
        telltaleProcesses.addAll(result.telltaleProcesses());
        addStreams(result.collectiveStreams());
        hasBackward |= result.hasBackward();
        times.add(result.times());
        for (Reject reject : result.rejects()) {
            rejects.add(reject);
        }
        for (NamedLane lane : result.lanes()) {
            lanes.computeIfAbsent(lane.saying(), saying -> new LaneNames()).add(lane);
        }
        addIds(result.ids());
        work.add(result.work());
        flows.add(result.flows());
        events.add(result.events());
        unpaired.add(result.unpaired());
    }

    /** Keeps the first streams in their order, however the file is cut into slices. */
    private void addStreams(Set<String> carriers) {
        collectiveStreams.addAll(carriers);
        while (collectiveStreams.size() > MOST_COLLECTIVE_STREAMS) {
            collectiveStreams.pollLast();
            full.add("streams with collectives");
        }
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

    /** Dialect that the events were read in. */
    Dialect dialect() {
        return form.dialect();
    }

    /** What the file says of its processes or its threads, by process or process/thread. */
    Map<String, String> lanes(Saying saying) {
        LaneNames said = lanes.get(saying);
        return said == null ? Map.of() : said.names();
    }

    /** Tables that had no room for all that the file has. */
    Set<String> fullTables() {
        Set<String> tables = new TreeSet<>(full);
        lanes.forEach((saying, names) -> {
            if (!names.areAll()) {
                tables.add("names of processes and threads");
            }
        });
        if (launches.isFull()) {
            tables.add("correlation ids");
        }
        return tables;
    }

    /** The form of the file, told from the whole file. */
    TraceForm provenForm() {
        Map<String, String> processes = lanes(Saying.PROCESS_NAME);
        Set<String> namesAndIds = new TreeSet<>(telltaleProcesses);
        namesAndIds.addAll(processes.values());
        Dialect dialect = Dialects.of(
                new TraceMarks.OfFile(metadata.telltales(), metadata.values(), telltaleCategories, namesAndIds));
        return new TraceForm(dialect, processes, lanes(Saying.THREAD_NAME));
    }

    /** Whether there are profiler ranges that are linked by their order. */
    boolean hasRanges() {
        Linking.ByOrder ranges = dialect().linking().ranges();
        return ranges != null && telltaleCategories.contains(ranges.category());
    }

    /** Whether any operator belongs to a backward pass. */
    boolean hasBackward() {
        return hasBackward;
    }

    /** Number of members of the event array, and of events from files beside the trace, read so far. */
    long read() {
        return read;
    }

    /** Whether any event has a time. */
    boolean hasEvents() {
        return !times.isEmpty();
    }

    /** Whether it has redundant flows that were not read. */
    boolean hasUnreadFlows() {
        return !readsFlows
                && dialect().linking().flowsAreRedundant()
                && merged.counts().containsKey("flow");
    }

    /** Times of its events that are plausible, once it has been read. */
    PlausibleTimes plausibleTimes() {
        return PlausibleTimes.of(times);
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
