package io.tracemill.storage.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.Component;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetsTest {

    @Test
    void there_is_one_for_each_topic_that_feeds_one_by_the_name_that_the_catalogue_gives_it() {
        assertThat(Datasets.ALL.stream().<Topic>map(Dataset::topic))
                .containsExactlyElementsOf(Topic.readBy(Component.ARCHIVE));
        assertThat(Datasets.ALL).allSatisfy(dataset -> {
            assertThat(dataset.topic().dataset()).contains(dataset.name());
            assertThat(dataset.type()).isEqualTo(dataset.topic().type());
        });
    }

    @Test
    void a_row_that_starts_at_some_time_says_it_in_a_last_column_too() {
        assertThat(columns(Datasets.of(DeviceStats.class))).endsWith("gaps", "start_time");
        assertThat(columns(Datasets.of(TraceInfo.class))).endsWith("start_time");
        assertThat(Datasets.ALL.stream()
                        .filter(dataset -> columns(dataset).contains("start_time"))
                        .map(Dataset::name))
                .containsExactly("spans", "device_stats", "traces");
    }

    private static List<String> columns(Table<?, ?> table) {
        return table.columns().stream().map(Column::name).toList();
    }

    @Test
    void a_record_of_many_rows_is_not_taken_for_a_row() {
        assertThatThrownBy(() -> Datasets.of(SpanBatch.class)).hasMessage("no dataset has a row per SpanBatch");
    }
}
