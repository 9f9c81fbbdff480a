package io.tracemill.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicTest {

    @ParameterizedTest
    @EnumSource(Topic.class)
    void theRecordsOfATopicHaveTheFieldsOfItsKey(Topic topic) {
        assertThat(topic.schema().getFields().stream().map(Schema.Field::name))
                .containsAll(topic.key().fields());
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void aTopicIsFoundByTheTypeOfItsRecords(Topic topic) {
        assertThat(Topic.of(topic.type())).isEqualTo(topic);
    }

    @Test
    void aTypeOfNoTopicIsRejected() {
        assertThatThrownBy(() -> Topic.of(TraceHeader.class))
                .hasMessage("no topic holds records of type io.tracemill.schemas.TraceHeader");
    }

    @Test
    void theArchiveReadsWhatHasADataset() {
        assertThat(Topic.readBy(Component.ARCHIVE))
                .isEqualTo(Arrays.stream(Topic.values())
                        .filter(topic -> topic.dataset().isPresent())
                        .collect(Collectors.toSet()));
    }

    @Test
    void aTraceIsWrittenAfterItsRows() {
        List<Topic> written = List.copyOf(Topic.writtenBy(Component.TRACE_TOPOLOGY));
        assertThat(written).endsWith(Topic.TRACES, Topic.DEAD_LETTERS);
    }

    @Test
    void aKeyIsMadeOfFieldsAndSaysWhichAreNull() {
        Bottleneck row = new Bottleneck();
        row.setRun("r");
        row.setRank(3);
        row.setDevice("0");
        assertThat(Topic.BOTTLENECKS.key().keyOf(row)).isEqualTo("r/-/3/0");
    }
}
