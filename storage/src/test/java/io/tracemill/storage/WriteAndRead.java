package io.tracemill.storage;

import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.storage.publish.ArchivePlace;
import io.tracemill.storage.publish.Publisher;
import io.tracemill.storage.publish.RollLimits;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Datasets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A program that archives a trace and reads it back. It fails if Hadoop is on the class path, or if something needs it.
 */
public final class WriteAndRead {

    private WriteAndRead() {}

    public static void main(String[] args) throws IOException {
        try {
            Class.forName("org.apache.hadoop.conf.Configuration");
            throw new IllegalStateException("Hadoop is on the class path");
        } catch (ClassNotFoundException expected) {
            archive(Path.of(args[0]));
        }
    }

    private static void archive(Path out) throws IOException {
        RandomRecords random = new RandomRecords(1);
        TraceInfo trace = random.next(TraceInfo.class, "run", "2026-03-01");
        trace.setState(TraceState.COMPLETE);
        SpanBatch spans = random.next(SpanBatch.class, "run", "2026-03-01");
        spans.setTraceId(trace.getTraceId());
        RollLimits limits = new RollLimits(1000, 1 << 20, Duration.ofHours(1), 64, 1 << 24);
        try (Publisher publisher = new Publisher(new ArchivePlace(out, "cluster", "writer"), limits)) {
            publish(publisher, Datasets.TRACES, trace);
            publish(publisher, Datasets.SPANS, spans);
        }
        int[] read = {0};
        Archive archive = Archive.open(out);
        archive.spans(trace.getTraceId(), batch -> read[0] += batch.getSpans().size());
        if (!archive.finishedTraceIds().equals(Set.of(trace.getTraceId()))
                || !archive.traces().equals(List.of(trace))
                || read[0] != spans.getSpans().size()) {
            throw new IllegalStateException("read " + archive.traces() + " and " + read[0] + " spans");
        }
    }

    private static <A extends SpecificRecord, R> void publish(Publisher publisher, Dataset<A, R> dataset, A record)
            throws IOException {
        TopicPartition partition = new TopicPartition(dataset.name(), 0);
        publisher.begin(partition);
        publisher.add(partition, dataset, ExpectedRows.read(dataset, record).orElseThrow(), 0, 0);
        publisher.publish(List.of(partition));
    }
}
