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
    void the_records_of_a_topic_have_the_fields_of_its_key(Topic topic) {
        assertThat(topic.schema().getFields().stream().map(Schema.Field::name))
                .containsAll(topic.key().fields());
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void a_topic_is_found_by_the_type_of_its_records(Topic topic) {
        assertThat(Topic.of(topic.type())).isEqualTo(topic);
    }

    @Test
    void a_type_of_no_topic_is_refused() {
        assertThatThrownBy(() -> Topic.of(TraceHeader.class))
                .hasMessage("no topic holds records of type io.tracemill.schemas.TraceHeader");
    }

    @Test
    void the_archive_reads_what_has_a_dataset() {
        assertThat(Topic.readBy(Component.ARCHIVE))
                .isEqualTo(Arrays.stream(Topic.values())
                        .filter(topic -> topic.dataset().isPresent())
                        .collect(Collectors.toSet()));
    }

    @Test
    void a_trace_is_written_after_its_rows() {
        List<Topic> written = List.copyOf(Topic.writtenBy(Component.TRACE_TOPOLOGY));
        assertThat(written).endsWith(Topic.TRACES, Topic.DEAD_LETTERS);
    }

    @Test
    void a_key_is_made_of_fields_and_says_which_are_null() {
        Bottleneck row = new Bottleneck();
        row.setRun("r");
        row.setRank(3);
        row.setDevice("0");
        assertThat(Topic.BOTTLENECKS.key().keyOf(row)).isEqualTo("r/-/3/0");
    }
}
