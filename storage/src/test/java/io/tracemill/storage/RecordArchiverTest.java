package io.tracemill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.publish.ArchivePlace;
import io.tracemill.storage.publish.Publisher;
import io.tracemill.storage.publish.RollLimits;
import io.tracemill.storage.rows.Datasets;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordArchiverTest {

    private static final TopicPartition SPANS = new TopicPartition("tracemill.spans", 0);

    private final List<DeadLetter> letters = new ArrayList<>();
    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1);
    private final RandomRecords random = new RandomRecords(3);
    private final Path out;
    private final Publisher publisher;

    RecordArchiverTest(@TempDir Path out) {
        this.out = out;
        this.publisher = new Publisher(
                new ArchivePlace(out, "cluster", "writer"),
                new RollLimits(1000, 1 << 20, Duration.ofHours(1), 64, 1 << 24));
    }

    @BeforeEach
    void beginSpans() {
        publisher.begin(SPANS);
    }

    @Test
    void aBatchThatIsBrokenSomewhereLeavesNoRowAndTheOnesAroundItAllOfTheirs() throws IOException, SQLException {
        SpanBatch first = spans(0);
        SpanBatch wrong = spans(1);
        wrong.getSpans()
                .get(wrong.getSpans().size() - 1)
                .setOperator(wrong.getStrings().size());
        byte[] whole = encoded(spans(2));
        byte[] cut = Arrays.copyOf(whole, whole.length - 3);
        SpanBatch last = spans(3);
        RecordArchiver archiver = new RecordArchiver(topics, Datasets.ALL, publisher, new ListedLetters(letters));
        List<byte[]> values = List.of(encoded(first), encoded(wrong), cut, encoded(last));
        for (int offset = 0; offset < values.size(); offset++) {
            archiver.archive(new ConsumerRecord<>(SPANS.topic(), 0, offset, new byte[0], values.get(offset)), 0);
        }
        publisher.publish(List.of(SPANS));

        assertThat(letters)
                .extracting(DeadLetter::getMessage)
                .containsExactly(
                        "tracemill.spans-0: offset 1: not a SpanBatch: string 12 of a table of 12",
                        "tracemill.spans-0: offset 2: not a SpanBatch: it ends early");
        assertThat(DuckDb.query("select count(*) from '" + out + "/spans/**/*.parquet'"))
                .containsExactly(Integer.toString(
                        first.getSpans().size() + last.getSpans().size()));
        assertThat(DuckDb.query("select count(*) from read_parquet('" + out + "/*/**/*.parquet', union_by_name=true)"))
                .containsExactly(Long.toString(archiver.totals().publishedRows()));
    }

    @Test
    void bytesThatAreNotUtf8AreReplacedSoThatEveryReaderReadsTheFile() throws IOException, SQLException {
        SpanBatch batch = spans(0);
        batch.getSpans().forEach(span -> span.getEvent().setArgs("{args}"));
        byte[] bytes = encoded(batch);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '{') {
                bytes[i] = (byte) 0xff;
            }
        }
        new RecordArchiver(topics, Datasets.ALL, publisher, new ListedLetters(letters))
                .archive(new ConsumerRecord<>(SPANS.topic(), 0, 0, new byte[0], bytes), 0);
        publisher.publish(List.of(SPANS));

        assertThat(DuckDb.query("select distinct args from '" + out + "/spans/**/*.parquet'"))
                .containsExactly("\ufffdargs}");
    }

    /** A batch with at least one span. */
    private SpanBatch spans(int sequence) {
        SpanBatch batch = random.next(SpanBatch.class, "r", "2026-03-01");
        while (batch.getSpans().isEmpty()) {
            batch = random.next(SpanBatch.class, "r", "2026-03-01");
        }
        batch.setSequence(sequence);
        return batch;
    }

    private static byte[] encoded(SpanBatch batch) {
        return AvroSerde.of(SpanBatch.class).encode(batch);
    }
}
