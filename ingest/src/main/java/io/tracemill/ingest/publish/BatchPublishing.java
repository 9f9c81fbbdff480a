package io.tracemill.ingest.publish;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.clip.ClippingCursor;
import io.tracemill.ingest.facts.EventFacts;
import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.AttachmentCodec;
import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.PackedHead;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.sort.EventSource;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatBatchWriter;
import io.tracemill.schemas.flat.FlatEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Publishing of the ordered events of a trace, in batches of limited encoded size. The end of a batch depends only on
 * the file and the plan. An event that is too large for a batch of its own is published without its arguments; their
 * size takes their place.
 */
@SuppressWarnings("EnumOrdinal") // an index into counts that nobody else sees
public final class BatchPublishing {

    /** Size of the largest batch that every broker takes, in bytes. */
    private static final int LARGEST = Topic.MAX_MESSAGE_BYTES - (64 << 10);

    /** Room for the growth of the totals while events are published, in bytes: kinds, reasons of rejects, a note. */
    private static final int TOTALS_GROWTH = 1024;

    /** Room for the numbers of a later batch, which may be longer than those of the first, in bytes. */
    private static final int FRAME_GROWTH = 64;

    private static final EventKind[] KINDS = EventKind.values();

    /** Account of the trace that publishing completes. */
    public interface Completion {

        /** Records an event that no batch can hold. */
        void tooLarge(EventFields event) throws IngestException;

        /** Records the number of rows that belong to no event; called at most once, before the last totals. */
        void strayRows(long rows);

        /** Records that profiler ranges have no operator; called at most once, before the last totals. */
        void unlinkedRanges(long ranges, long launches);

        /** Records the tables that had no room for all that the trace has; called once, before the last totals. */
        void full(Set<String> tables);

        /** Totals of the trace, given what was published. */
        IngestTotals totals(Published published);
    }

    private final TraceFacts facts;
    private final StringPool pool;
    private final TracePublisher publisher;
    private final Completion completion;
    private final FlatBatchWriter<TraceEventBatch, FlatEvent> writer = FlatBatchWriter.ofEvents();
    private final BatchStrings strings;
    private final EventBuilder builder;
    private final EventSizeLimit limit;
    private final Attachments attachments;
    private final CollectiveStreams streams;
    private final CommunicationCalls communicationCalls;
    private final EventFacts eventFacts;
    private final LaunchTable launches;
    private final UnrecognisedWork unrecognised;
    private final int firstFrameBytes;
    private final int frameBytes;
    private final long[] kinds = new long[KINDS.length];
    private long watermark;
    private int sequence;
    private long published;
    private long launchesWithoutDeviceEvents;

    /** The publishing of one trace. */
    public BatchPublishing(
            TraceFacts facts, StringPool pool, LaunchTable launches, TracePublisher publisher, Completion completion) {
        this.facts = facts;
        this.pool = pool;
        this.publisher = publisher;
        this.completion = completion;
        this.strings = new BatchStrings(pool, writer);
        this.attachments = new Attachments(pool);
        this.streams = new CollectiveStreams(facts.collectiveStreams(), pool);
        this.eventFacts = new EventFacts(
                facts.dialect(), facts.processDevices(), facts.header().getGroups(), pool);
        this.communicationCalls = new CommunicationCalls(facts, pool, launches, eventFacts);
        this.unrecognised = new UnrecognisedWork(facts.header().getProcessNames(), pool);
        this.launches = launches;
        this.builder = new EventBuilder(facts, launches, pool);
        this.watermark = facts.header().getFirstNs();
        int totals =
                TOTALS_GROWTH + AvroSerde.of(IngestTotals.class).encode(completion.totals(Published.NOTHING)).length;
        AvroSerde<TraceEventBatch> serde = AvroSerde.of(TraceEventBatch.class);
        TraceEventBatch frame = frame(false);
        frame.setLabels(Map.of());
        this.firstFrameBytes = serde.encode(frame).length + totals + FRAME_GROWTH;
        frame.setHeader(null);
        this.frameBytes = serde.encode(frame).length + totals + FRAME_GROWTH;
        this.limit = new EventSizeLimit(pool, LARGEST - frameBytes);
    }

    /** Publishes all events; returns the number of batches. */
    public int publish(EventSource events, LongConsumer progress) throws IngestException, InterruptedException {
        if (facts.dialect().linking().usesSubmissions()) {
            new SubmittedLaunches(streams, pool, launches).note(events.events());
        }
        ProfilerRanges ranges = new ProfilerRanges(facts, pool, launches);
        if (facts.hasRanges()) {
            ranges.find(events.events());
            if (!ranges.areLinked()) {
                completion.unlinkedRanges(ranges.count(), ranges.launches());
            }
        }
        return publish(new ClippingCursor(events.events()), ranges, progress);
    }

    private int publish(ClippingCursor cursor, ProfilerRanges ranges, LongConsumer progress)
            throws IngestException, InterruptedException {
        AttachmentCodec attachmentCodec = new AttachmentCodec(pool);
        EventCodec codec = new EventCodec();
        EventFields event = new EventFields();
        while (cursor.next()) {
            if (PackedHead.isAttachment(cursor.bytes(), cursor.offset())) {
                attachmentCodec.read(cursor.bytes(), cursor.offset()).visit(attachments);
                continue;
            }
            codec.read(cursor.bytes(), cursor.offset(), event);
            if (cursor.isClipped()) {
                event.set(Attribute.REPORTED_DURATION_NS, event.duration);
                event.duration = cursor.clippedNanos();
            }
            streams.correct(event);
            settleSubmission(event);
            facts.ranks().settleId(event);
            ranges.link(event);
            int added = switch (event.kind) {
                case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> attachments.attachTo(event);
                case OPERATOR, LAUNCH, RUNTIME, ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> 0;
            };
            added += eventFacts.addTo(event, communicationCalls.see(event));
            facts.ranks().nameDevices(event);
            if (limit.fit(event, added + PackedHead.length(cursor.bytes(), cursor.offset()))) {
                publish(event, progress);
            } else {
                completion.tooLarge(event);
            }
        }
        if (attachments.strayRows() > 0) {
            completion.strayRows(attachments.strayRows());
        }
        completion.full(fullTables(cursor));
        send(true);
        progress.accept(published);
        return sequence;
    }

    private Set<String> fullTables(ClippingCursor cursor) {
        Set<String> full = new TreeSet<>();
        if (attachments.leaveOut()) {
            full.add("flows that end at one time, or threads that take from a queue");
        }
        if (communicationCalls.leaveOut()) {
            full.add("threads and spans around calls that communicate");
        }
        if (cursor.leavesOut()) {
            full.add("streams whose events are clipped");
        }
        return full;
    }

    /** Makes a submission a launch if nothing else launched the device events that were submitted. */
    private void settleSubmission(EventFields event) {
        if (event.submits && launches.hasLaunch(event.submission)) {
            event.kind = EventKind.RUNTIME;
            event.duration = 0;
            event.set(Attribute.CORRELATION_ID, event.submission);
        }
    }

    private void publish(EventFields event, LongConsumer progress) throws IngestException, InterruptedException {
        FlatEvent built = builder.build(event);
        writer.mark();
        add(event, built);
        if (overfull()) {
            writer.reset();
            send(false);
            progress.accept(published);
            add(event, built);
        }
        kinds[built.kind.ordinal()]++;
        unrecognised.note(event, built.kind);
        if (event.launches && built.kind == EventKind.RUNTIME) {
            launchesWithoutDeviceEvents++;
        }
        watermark = built.startNanos();
        published++;
    }

    private void add(EventFields event, FlatEvent built) {
        for (long left = event.present & Attribute.TEXTS; left != 0; left &= left - 1) {
            int text = Long.numberOfTrailingZeros(left);
            built.values[text] = strings.index(event, (int) event.values[text]);
        }
        writer.add(built);
    }

    /** Whether the last event is one too many. A single event never is, except that the header may fill a batch. */
    private boolean overfull() {
        return sequence == 0
                ? firstFrameBytes + writer.bytes() > facts.batchBytes()
                : frameBytes + writer.bytes() > facts.batchBytes() && writer.count() > 1;
    }

    private void send(boolean last) throws IngestException, InterruptedException {
        byte[] bytes = writer.encode(frame(last));
        publisher.publish(new EncodedBatch(facts.traceId(), facts.run(), facts.rank(), bytes));
        strings.clear();
        sequence++;
    }

    private TraceEventBatch frame(boolean last) {
        TraceEventBatch batch = new TraceEventBatch();
        batch.setTraceId(facts.traceId());
        batch.setRun(facts.run());
        batch.setDate(facts.day().toString());
        batch.setNode(facts.node());
        batch.setRank(facts.rank());
        batch.setPlan(facts.plan());
        batch.setSequence(sequence);
        batch.setWatermarkNs(watermark);
        batch.setHeader(sequence == 0 ? facts.header() : null);
        batch.setLabels(sequence == 0 ? facts.labels() : Map.of());
        batch.setTotals(last ? completion.totals(published()) : null);
        batch.setLast(last);
        batch.setStrings(List.of());
        batch.setEvents(List.of());
        return batch;
    }

    private Published published() {
        return new Published(published, publishedKinds(), launchesWithoutDeviceEvents, unrecognised.events());
    }

    private Map<String, Long> publishedKinds() {
        Map<String, Long> counts = new TreeMap<>();
        for (EventKind kind : KINDS) {
            if (kinds[kind.ordinal()] > 0) {
                counts.put(kind.name(), kinds[kind.ordinal()]);
            }
        }
        return counts;
    }
}
