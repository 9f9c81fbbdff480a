package io.tracemill.cli.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.terminal.DataOutput;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A reader of a topic, without a group, that prints its records as JSON lines. */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, SpecificRecord> consumer;
    private final JsonFactory json = new JsonFactory();
    private final Map<TopicPartition, Long> ends;

    /** A reader that stands at the beginning or the end of the topic. */
    @SuppressWarnings("unchecked") // a topic holds values of its own type only
    public TopicReader(Topics topics, Topic topic, Map<String, Object> client, boolean fromBeginning) {
        consumer = TopicConsumer.of(topics, topic, (Class<SpecificRecord>) topic.type(), client);
        if (!fromBeginning) {
            consumer.seekToEnd(consumer.assignment());
        }
        ends = consumer.endOffsets(consumer.assignment());
    }

    /** Names of the fields of a topic's records. */
    public static List<String> fields(Topic topic) {
        return SpecificData.get().getSchema(topic.type()).getFields().stream()
                .map(Schema.Field::name)
                .toList();
    }

    /** Whether it has read all that was there when it began. */
    public boolean isAtEnd() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /**
     * Waits a little for records, and prints those that are selected.
     *
     * @param most prints no more than these
     * @param rejected is told of records that are no values of the topic
     * @return how many it printed
     */
    public long print(RecordSelection selection, long most, DataOutput out, Consumer<String> rejected)
            throws IOException {
        long printed = 0;
        for (ConsumerRecord<String, SpecificRecord> record : TopicConsumer.poll(consumer, POLL, rejected)) {
            SpecificRecord value = record.value();
            if (printed < most && value != null && selection.has(value)) {
                try (JsonGenerator line = json.createGenerator(out.uncloseable())) {
                    AvroJson.object(value, selection.without(), line);
                }
                out.writer().println();
                printed++;
            }
        }
        out.flush();
        return printed;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
