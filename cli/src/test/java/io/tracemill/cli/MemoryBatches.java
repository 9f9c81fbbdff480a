package io.tracemill.cli;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.communication.CommunicationNames;
import io.tracemill.ingest.dialect.Dialects;
import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.SortedBlock;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.publish.BatchPublishing;
import io.tracemill.ingest.publish.EncodedBatch;
import io.tracemill.ingest.publish.Published;
import io.tracemill.ingest.publish.TraceFacts;
import io.tracemill.ingest.publish.TracePublisher;
import io.tracemill.ingest.rank.FileRanks;
import io.tracemill.ingest.sort.EventSorter;
import io.tracemill.ingest.spill.SpillSpace;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceHeader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Publisher that keeps the batches of a small trace in memory. */
final class MemoryBatches implements TracePublisher {

    private final List<byte[]> records = new ArrayList<>();

    static {
        // Making a serde is what tells Avro to trust the generated types, which it otherwise refuses to load.
        AvroSerde.of(TraceEventBatch.class);
    }

    private MemoryBatches() {}

    /** Spills packed events to a directory, publishes them, and returns the only batch. */
    static TraceEventBatch publish(SortedBlock events, StringPool pool, LaunchTable launches, Path dir)
            throws IngestException, InterruptedException {
        MemoryBatches batches = new MemoryBatches();
        try (EventSorter sorter = new EventSorter(new SpillSpace(dir, "memory-batches"), 1)) {
            sorter.add(events);
            new BatchPublishing(facts(pool), pool, launches, batches, new Totals()).publish(sorter, count -> {});
        }
        return AvroSerde.of(TraceEventBatch.class).decode(batches.records.get(0));
    }

    private static TraceFacts facts(StringPool pool) {
        TraceHeader header = TraceHeader.newBuilder()
                .setSource("x.json")
                .setDialect("chrome")
                .setFirstNs(0)
                .setLastNs(0)
                .setDeviceNames(Map.of())
                .setProcessNames(Map.of())
                .setThreadNames(Map.of())
                .setMetadata(Map.of())
                .build();
        return new TraceFacts(
                "trace",
                "run",
                null,
                null,
                LocalDate.EPOCH,
                "plan",
                1 << 20,
                Dialects.of(Set.of(), Set.of()),
                CommunicationNames.KNOWN,
                Set.of(),
                Map.of(),
                FileRanks.none(pool),
                false,
                Map.of(),
                header);
    }

    @Override
    public void publish(EncodedBatch batch) {
        records.add(batch.bytes());
    }

    @Override
    public void reject(DeadLetter letter) {
        throw new IllegalStateException("rejected: " + letter);
    }

    @Override
    public void flush() {
        // Everything is where it belongs.
    }

    @Override
    public void close() {
        // The list remains.
    }

    private static final class Totals implements BatchPublishing.Completion {
        @Override
        public void tooLarge(EventFields event) throws IngestException {
            throw new IngestException("too large: " + event.kind);
        }

        @Override
        public void unlinkedRanges(long ranges, long launches) {
            throw new IllegalStateException("no ranges were expected");
        }

        @Override
        public void strayRows(long rows) {
            throw new IllegalStateException(rows + " rows");
        }

        @Override
        public void full(Set<String> tables) {
            if (!tables.isEmpty()) {
                throw new IllegalStateException("no room in " + tables);
            }
        }

        @Override
        public IngestTotals totals(Published published) {
            return IngestTotals.newBuilder()
                    .setBytesRead(0)
                    .setEventsRead(published.events())
                    .setPublished(published.events())
                    .setFiltered(Map.of())
                    .setMerged(Map.of())
                    .setRejected(Map.of())
                    .setKinds(published.kinds())
                    .build();
        }
    }
}
