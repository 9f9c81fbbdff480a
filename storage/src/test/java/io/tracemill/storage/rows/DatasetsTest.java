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
    void thereIsOneForEachTopicThatFeedsOneByTheNameThatTheCatalogueGivesIt() {
        assertThat(Datasets.ALL.stream().<Topic>map(Dataset::topic))
                .containsExactlyElementsOf(Topic.readBy(Component.ARCHIVE));
        assertThat(Datasets.ALL).allSatisfy(dataset -> {
            assertThat(dataset.topic().dataset()).contains(dataset.name());
            assertThat(dataset.type()).isEqualTo(dataset.topic().type());
        });
    }

    @Test
    void aRowThatStartsAtSomeTimeSaysItInALastColumnToo() {
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
    void aRecordOfManyRowsIsNotTakenForARow() {
        assertThatThrownBy(() -> Datasets.of(SpanBatch.class)).hasMessage("no dataset has a row per SpanBatch");
    }
}
