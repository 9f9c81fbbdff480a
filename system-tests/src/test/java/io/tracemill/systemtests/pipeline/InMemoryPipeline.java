package io.tracemill.systemtests.pipeline;

import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.IngestProgress;
import io.tracemill.ingest.publish.EncodedBatch;
import io.tracemill.ingest.publish.TracePublisher;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Component;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.Span;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.streams.TraceTopology;
import io.tracemill.streams.TraceTopologyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;

/** Ingest and topology in one thread, without a broker: a file in, every output row as a line of text out. */
final class InMemoryPipeline {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1);

    private InMemoryPipeline() {}

    /** The output rows of a trace, sorted; without the trace's id, which is the hash of the file's bytes. */
    static List<String> rows(Path file, IngestConfig config) throws IOException, InterruptedException {
        List<EncodedBatch> batches = new ArrayList<>();
        try (IngestJob job = new IngestJob(config, () -> new Batches(batches), id -> false, IngestProgress.NONE)) {
            job.ingest(file);
        }
        String traceId = batches.get(0).traceId();
        return pass(batches).stream()
                .map(row -> row.replace(traceId, "trace"))
                .sorted()
                .toList();
    }

    private static List<String> pass(List<EncodedBatch> batches) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "rows");
        List<String> rows = new ArrayList<>();
        try (TopologyTestDriver driver =
                new TopologyTestDriver(new TraceTopology(TraceTopologyConfig.defaults(TOPICS)).build(), properties)) {
            var input = driver.createInputTopic(
                    TOPICS.name(Topic.TRACE_EVENTS), new StringSerializer(), new ByteArraySerializer());
            batches.forEach(batch -> input.pipeInput(batch.traceId(), batch.bytes()));
            read(driver, Topic.SPANS).forEach(batch -> addSpans((SpanBatch) batch, rows));
            Set<Topic> topics = Topic.writtenBy(Component.TRACE_TOPOLOGY);
            topics.removeAll(Set.of(Topic.SPANS, Topic.TRACES, Topic.DEAD_LETTERS));
            topics.forEach(topic ->
                    read(driver, topic).forEach(row -> rows.add(row.getSchema().getName() + " " + row)));
        }
        return rows;
    }

    private static List<? extends SpecificRecord> read(TopologyTestDriver driver, Topic topic) {
        Deserializer<? extends SpecificRecord> deserializer = AvroSerde.of(topic.type());
        return driver.createOutputTopic(TOPICS.name(topic), new StringDeserializer(), deserializer)
                .readValuesToList();
    }

    private static void addSpans(SpanBatch batch, List<String> rows) {
        for (Span span : batch.getSpans()) {
            rows.add("Span" + text(span.getEvent(), TraceEvent.getClassSchema(), batch.getStrings())
                    + text(span, Span.getClassSchema(), batch.getStrings()));
        }
    }

    /** The fields of a record, with indexes into the batch's strings replaced by what they stand for. */
    private static String text(SpecificRecord values, Schema schema, List<String> strings) {
        StringBuilder text = new StringBuilder();
        for (Schema.Field field : schema.getFields()) {
            Object value = values.get(field.pos());
            boolean isIndex = field.doc().startsWith("Index into");
            if (value instanceof TraceEvent) {
                continue;
            }
            text.append(' ').append(field.name()).append('=');
            if (value instanceof SpecificRecord group) {
                text.append('{').append(text(group, group.getSchema(), strings)).append('}');
            } else {
                text.append(isIndex && value != null ? strings.get((Integer) value) : value);
            }
        }
        return text.toString();
    }

    /** Where the batches of a trace go: into a list. */
    private record Batches(List<EncodedBatch> published) implements TracePublisher {

        @Override
        public void publish(EncodedBatch batch) {
            published.add(batch);
        }

        @Override
        public void reject(DeadLetter letter) {
            // No output row comes of it.
        }

        @Override
        public void flush() {
            // Everything is where it belongs.
        }

        @Override
        public void close() {
            // The list remains.
        }
    }
}
