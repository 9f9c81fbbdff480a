package io.tracemill.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.sort.EventCursor;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Cuts the ordered events of a trace into batches by their encoded size and publishes them. Where a batch ends depends
 * on the file and the plan alone. An event too large for a batch of its own goes without its arguments, which then say
 * how large they were.
 */
public final class BatchPublishing {

    /** Largest batch that a broker is sure to take, in bytes. */
    private static final int LARGEST = Topic.MAX_MESSAGE_BYTES - (64 << 10);

    /** Room for what the totals gain while events are published: the kinds, and reasons for refusing. */
    private static final int TOTALS_GROWTH = 1024;

    /** The rest of ingest's knowledge of the trace. */
    public interface Completion {

        /** Takes note of an event that no batch can hold. */
        void tooLarge(EventFields event) throws IngestException;

        /** The totals of the trace, given what was published. */
        IngestTotals totals(long published, Map<String, Long> kinds);
    }

    private final TraceFacts facts;
    private final TracePublisher publisher;
    private final Completion completion;
    private final BatchStrings strings;
    private final EventBuilder builder;
    private final AvroSerde<TraceEventBatch> serde = AvroSerde.of(TraceEventBatch.class);
    private final Map<EventKind, Long> kinds = new EnumMap<>(EventKind.class);
    private final int totalsBytes;
    private List<TraceEvent> events = new ArrayList<>();
    private long usedBytes;
    private long watermark;
    private int sequence;
    private long published;

    /** Publishing of one trace. */
    public BatchPublishing(
            TraceFacts facts, StringPool pool, LaunchTable launches, TracePublisher publisher, Completion completion) {
        this.facts = facts;
        this.publisher = publisher;
        this.completion = completion;
        this.strings = new BatchStrings(pool);
        this.builder = new EventBuilder(facts, launches, pool, strings);
        this.watermark = facts.header().getFirstNs();
        this.totalsBytes =
                TOTALS_GROWTH + AvroSerde.of(IngestTotals.class).encode(completion.totals(0, Map.of())).length;
        begin();
    }

    /** Publishes all events and says how many batches they took. */
    public int publish(EventCursor cursor, LongConsumer progress) throws IngestException, InterruptedException {
        EventCodec codec = new EventCodec();
        EventFields event = new EventFields();
        while (cursor.next()) {
            codec.read(cursor.bytes(), cursor.offset(), event);
            long size = sizeOf(event);
            if (size > LARGEST - totalsBytes) {
                completion.tooLarge(event);
                continue;
            }
            if (!fits(size)) {
                send(false);
                progress.accept(published);
                size = sizeOf(event);
            }
            add(event, size);
        }
        send(true);
        progress.accept(published);
        return sequence;
    }

    /** Size of an event; its arguments give way to a marker where they would be too large for any batch. */
    private long sizeOf(EventFields event) {
        long size = EncodedSize.of(event, strings, facts.baseNanos());
        if (size > LARGEST - totalsBytes && event.argsLength > 0) {
            event.args = ("{\"tracemill_args_left_out_bytes\":" + event.argsLength + "}").getBytes(UTF_8);
            event.argsOffset = 0;
            event.argsLength = event.args.length;
            size = EncodedSize.of(event, strings, facts.baseNanos());
        }
        return size;
    }

    /** Whether an event goes into the batch: the first one always does, but the header may fill a batch by itself. */
    private boolean fits(long size) {
        return usedBytes + size <= facts.batchBytes() || (events.isEmpty() && sequence > 0);
    }

    private void add(EventFields event, long size) {
        TraceEvent built = builder.build(event);
        kinds.merge(built.getKind(), 1L, Long::sum);
        watermark = built.getStartNs();
        events.add(built);
        usedBytes += size;
        published++;
    }

    private void send(boolean last) throws IngestException, InterruptedException {
        TraceEventBatch batch = emptyBatch();
        batch.setWatermarkNs(watermark);
        batch.setLast(last);
        batch.setTotals(last ? completion.totals(published, publishedKinds()) : null);
        batch.setStrings(strings.take());
        batch.setEvents(events);
        publisher.publish(batch);
        sequence++;
        begin();
    }

    private void begin() {
        events = new ArrayList<>();
        usedBytes = serde.encode(emptyBatch()).length + (long) totalsBytes;
    }

    private TraceEventBatch emptyBatch() {
        TraceEventBatch batch = new TraceEventBatch();
        batch.setTraceId(facts.traceId());
        batch.setRun(facts.run());
        batch.setDate(
                Instant.EPOCH.plusNanos(facts.header().getFirstNs()).toString().substring(0, 10));
        batch.setNode(facts.node());
        batch.setRank(facts.rank());
        batch.setPlan(facts.plan());
        batch.setSequence(sequence);
        batch.setHeader(sequence == 0 ? facts.header() : null);
        batch.setStrings(List.of());
        batch.setEvents(List.of());
        return batch;
    }

    private Map<String, Long> publishedKinds() {
        Map<String, Long> counts = new TreeMap<>();
        kinds.forEach((kind, count) -> counts.put(kind.name(), count));
        return counts;
    }
}
