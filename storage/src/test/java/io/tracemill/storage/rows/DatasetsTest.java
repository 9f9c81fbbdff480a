package io.tracemill.storage.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.Component;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DatasetsTest {

    private static final ColumnSource<TraceInfo, TraceInfo> NOTHING = new ColumnSource.OfRecord<>(trace -> null);

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
                .containsExactly("spans", "device_stats", "traces", "trace_telemetry", "device_health");
    }

    private static List<String> columns(Table<?, ?> table) {
        return table.columns().stream().map(Column::name).toList();
    }

    @Test
    void whereFilesAreMergedTracesAreSortedByTimeAndReadingsByNodeAndQuantity() {
        assertThat(Datasets.SPANS.order()).containsExactly("trace_id", "start_ns");
        assertThat(Datasets.TELEMETRY.order())
                .containsExactly("node", "quantity", "metric", "device", "source", "series_labels", "time_ns");
    }

    @Test
    void aColumnHasTheNamesOfOlderVersionsInADerivedDatasetToo() {
        assertThat(Datasets.SPANS.renamed()).containsExactly(Map.entry("device_events", "launched_events"));
        assertThat(Datasets.COMMUNICATION.renamed())
                .containsExactly(Map.entry("ranks", "group_ranks"), Map.entry("sequence", "group_sequence"));
        assertThat(Datasets.MEMORY.renamed()).isEmpty();
    }

    @Test
    void noColumnHasTheNameThatAnotherHadInAnOlderVersion() {
        Column<TraceInfo, TraceInfo> now = Column.optional("ranks", ColumnType.Primitive.STRING, NOTHING);
        Column<TraceInfo, TraceInfo> then = Column.optional("group_ranks", ColumnType.Primitive.STRING, NOTHING);
        assertThatThrownBy(() -> Table.checked("some", List.of(now, then.formerly(Set.of("ranks")))))
                .hasMessage("columns of some must have different names but were [ranks, group_ranks, ranks]");
    }

    @Test
    void aRecordOfManyRowsIsNotTakenForARow() {
        assertThatThrownBy(() -> Datasets.of(SpanBatch.class)).hasMessage("no dataset has a row per SpanBatch");
    }
}
