package io.tracemill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Collective;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.MemoryEvent;
import io.tracemill.schemas.MemoryEventKind;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.storage.publish.ArchivePlace;
import io.tracemill.storage.publish.Publisher;
import io.tracemill.storage.publish.RollLimits;
import io.tracemill.storage.rows.Datasets;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the rows that are derived from spans, as DuckDB reads them. */
class DerivedDatasetsTest {

    private static final TopicPartition SPANS = new TopicPartition("tracemill.spans", 0);

    private static final TopicPartition TRACES = new TopicPartition("tracemill.traces", 0);

    private final SpanBatchBuilder batch = new SpanBatchBuilder("r");
    private final List<DeadLetter> letters = new ArrayList<>();

    @TempDir
    Path out;

    @Test
    void aKernelCopyOrMemsetLeavesARowForEachOfItsCounters() throws IOException, SQLException {
        batch.add(EventKind.KERNEL, "gemm", 5_000, span -> {
            span.getEvent().setStream(batch.text("7"));
            span.getEvent().setCorrelationId(42L);
            span.getEvent().setCounters(inOrder("mac_ratio", 0.5, "\u00b5s", 2.0));
            span.setStep(1);
        });
        batch.add(EventKind.MEMCPY, "copy", 6_000, Map.of("bw", 1e9));
        batch.add(EventKind.MEMSET, "set", 7_000, Map.of("bw", -1.0));
        batch.add(EventKind.KERNEL, "none", 8_000, span -> {});
        batch.add(EventKind.COMMUNICATION, "hcom", 9_000, Map.of("elapsed_ns", 1.0));
        batch.add(EventKind.COUNTER, "SoC", 9_000, Map.of("hits", 1.0));

        assertThat(archive(3)).isEqualTo(6 + 4 + 1);

        assertThat(query("kernel_counters", "* exclude (start_time), epoch_us(start_time)"))
                .containsExactly(
                        "t|n1|3|0|7|gemm|KERNEL|null|1772323200000005000|10|1|42|mac_ratio|0.5|2026-03-01|r|1772323200000005",
                        "t|n1|3|0|7|gemm|KERNEL|null|1772323200000005000|10|1|42|\u00b5s|2.0|2026-03-01|r|1772323200000005",
                        "t|n1|3|0|null|copy|MEMCPY|null|1772323200000006000|10|null|null|bw|1.0E9|2026-03-01|r|1772323200000006",
                        "t|n1|3|0|null|set|MEMSET|null|1772323200000007000|10|null|null|bw|-1.0|2026-03-01|r|1772323200000007");
    }

    @Test
    void countersPivotIntoAColumnEach() throws IOException, SQLException {
        batch.add(EventKind.KERNEL, "a", 0, inOrder("mac_ratio", 0.5, "vec_ratio", 0.25));
        batch.add(EventKind.KERNEL, "b", 1, Map.of("vec_ratio", 0.75));
        archive(1);

        assertThat(DuckDb.query("pivot (select kernel, counter, value from '" + out
                        + "/kernel_counters/**/*.parquet') on counter using avg(value) order by kernel"))
                .containsExactly("a|0.5|0.25", "b|null|0.75");
    }

    @Test
    void anEventThatSaysSomethingOfMemoryIsARow() throws IOException, SQLException {
        batch.add(EventKind.INSTANT, "change", 1, span -> {
            span.getEvent().setCategory(batch.text("instants"));
            span.getEvent().setDurationNs(null);
            span.getEvent().setBytes(-512L);
            span.getEvent().setMemory(new MemoryEvent(MemoryEventKind.CHANGE, null, 140234567890944L));
            span.getEvent().setCounters(inOrder("allocated_bytes", 1024.0, "reserved_bytes", 4096.0));
            span.setParent(batch.text("aten::empty"));
        });
        batch.add(EventKind.COUNTER, "APP", 2, span -> {
            span.getEvent().setCategory(batch.text("components"));
            span.getEvent().setDurationNs(null);
            span.getEvent().setMemory(new MemoryEvent(MemoryEventKind.COMPONENT_READING, null, null));
            span.getEvent().setCounters(Map.of("reserved_bytes", 8192.0));
            span.setParent(batch.text("aten::empty"));
        });
        batch.add(EventKind.COUNTER, "aten::add", 3, span -> {
            span.getEvent().setCategory(batch.text("operators"));
            span.getEvent().setBytes(256L);
            span.getEvent().setMemory(new MemoryEvent(MemoryEventKind.ALLOCATION, null, null));
            span.getEvent().setCounters(inOrder("active_bytes", 1.6, "allocated_bytes", Double.NaN));
        });
        batch.add(
                EventKind.COUNTER,
                "total",
                4,
                span -> span.getEvent().setMemory(new MemoryEvent(MemoryEventKind.READING, null, null)));
        batch.add(EventKind.INSTANT, "marker", 4, Map.of("active_bytes", 1.0));

        assertThat(archive(1)).isEqualTo(5 + 4);

        assertThat(query(
                        "memory",
                        "trace_id, node, rank, device, source, kind, component, operator, start_ns % 1000, bytes,"
                                + " duration_ns, address, allocated_bytes, reserved_bytes, active_bytes"))
                .containsExactly(
                        "t|n1|3|0|instants|CHANGE|null|aten::empty|1|-512|null|140234567890944|1024|4096|null",
                        "t|n1|3|0|components|COMPONENT_READING|APP|null|2|null|null|null|null|8192|null",
                        "t|n1|3|0|operators|ALLOCATION|null|aten::add|3|256|10|null|null|null|2",
                        "t|n1|3|0|null|READING|null|null|4|null|10|null|null|null|null");
    }

    @Test
    void memoryIsOfTheDeviceOfItsEventOrElseOfItsOwn() throws IOException, SQLException {
        batch.add(
                EventKind.INSTANT,
                "change",
                1,
                span -> span.getEvent().setMemory(new MemoryEvent(MemoryEventKind.CHANGE, batch.text("2"), null)));
        batch.add(EventKind.INSTANT, "change", 2, span -> {
            span.getEvent().setDevice(null);
            span.getEvent().setMemory(new MemoryEvent(MemoryEventKind.CHANGE, batch.text("2"), null));
        });
        batch.add(EventKind.INSTANT, "change", 3, span -> {
            span.getEvent().setDevice(null);
            span.getEvent().setMemory(new MemoryEvent(MemoryEventKind.CHANGE, null, null));
        });
        archive(1);

        assertThat(query("memory", "device")).containsExactly("0", "2", "null");
    }

    @Test
    void aCollectiveIsARowForEachLinkThatCarriedBytes() throws IOException, SQLException {
        Map<String, Double> counters = new LinkedHashMap<>(inOrder("elapsed_ns", 100.4, "wait_ns", 60.0));
        counters.putAll(inOrder("HCCS:bandwidth_gb_per_s", 15.5, "HCCS:transit_ns", 20.0));
        counters.putAll(inOrder("HCCS:transit_bytes", 310.0, "RDMA:transit_bytes", 0.0));
        counters.putAll(inOrder("RDMA:transit_ns", 0.0, "SDMA:transit_bytes", 7.0));
        batch.add(EventKind.COMMUNICATION, "hcom_allReduce__586_0_1", 1, span -> {
            span.getEvent().setStream(batch.text("Group 0"));
            span.getEvent()
                    .setCollective(Collective.newBuilder()
                            .setOperation(batch.text("hcom_allReduce"))
                            .setElementType(batch.text("FP32"))
                            .build());
            span.getEvent().setCounters(counters);
            span.setStep(50);
        });
        batch.add(EventKind.KERNEL, "no collective", 2, counters);

        archive(1);

        String collective =
                "t|n1|3|0|Group 0|hcom_allReduce__586_0_1|null|hcom_allReduce|false|null|null|FP32|null|1|10"
                        + "|50|100|null|60|null|null";
        assertThat(query("communication", COMMUNICATION))
                .containsExactly(collective + "|HCCS|310|20|15.5", collective + "|SDMA|7|null|null");
    }

    @Test
    void aCollectiveOfWhichNoLinkIsKnownIsOneRow() throws IOException, SQLException {
        batch.add(
                EventKind.COMMUNICATION,
                "ncclDevKernel",
                1,
                span -> span.getEvent()
                        .setCollective(Collective.newBuilder()
                                .setName(batch.text("allreduce"))
                                .setGroup(batch.text("3"))
                                .setGroupSize(8L)
                                .setElementType(batch.text("BFloat16"))
                                .setMessageBytes(4_098_000L)
                                .setReceives(true)
                                .build()));
        batch.add(EventKind.COMMUNICATION, "bare", 3, span -> {});
        archive(1);

        String nothing = "|null|null|null|null|null|null|null|null|null";
        assertThat(query("communication", COMMUNICATION))
                .containsExactly(
                        "t|n1|3|0|null|ncclDevKernel|allreduce|null|true|3|8|BFloat16|4098000|1|10|null" + nothing,
                        "t|n1|3|0|null|bare|null|null|null|null|null|null|null|3|10|null" + nothing);
        // 4,098,000 bytes in 10 ns; 2 * 7 / 8 of them for each link of 8
        assertThat(query("communication", "algbw_gb_per_s, busbw_gb_per_s"))
                .containsExactly("409800.0|717150.0", "null|null");
    }

    @Test
    void aBatchWithoutAnyOfThemLeavesNoDirectory() throws IOException {
        batch.add(EventKind.OPERATOR, "op", 1, span -> {});

        assertThat(archive(2)).isEqualTo(1);

        assertThat(out.toFile().list()).containsExactly("spans");
    }

    @Test
    void rowsAreReadBackInTheOrderOfTheirRecordsForOneTraceOnly() throws IOException {
        try (Publisher publisher = publisher("writer")) {
            publisher.begin(SPANS);
            RecordArchiver archiver = archiver(publisher);
            for (int offset = 0; offset < 12; offset++) {
                SpanBatch record = new SpanBatchBuilder("r")
                        .add(EventKind.COMMUNICATION, "c" + offset, offset, span -> {})
                        .build();
                record.setTraceId(offset == 5 ? "other" : "t");
                archiver.archive(record(offset, record), 0);
                if (offset % 4 == 3) { // traces share files
                    publisher.publish(List.of(SPANS));
                }
            }
            TraceInfo trace = new RandomRecords(1).next(TraceInfo.class, "r", "2026-03-01");
            trace.setTraceId("t");
            trace.setState(TraceState.COMPLETE);
            publisher.begin(TRACES);
            publisher.add(
                    TRACES,
                    Datasets.TRACES,
                    ExpectedRows.read(Datasets.TRACES, trace).orElseThrow(),
                    0,
                    0);
            publisher.publish(List.of(TRACES));
        }
        List<Map<String, Object>> rows = new ArrayList<>();

        Archive.open(out).rows(Set.of("t"), Datasets.COMMUNICATION, Set.of("name"), row -> rows.add(row.values()));

        assertThat(rows)
                .extracting(row -> row.get("name"))
                .containsExactly("c0", "c1", "c2", "c3", "c4", "c6", "c7", "c8", "c9", "c10", "c11");
        assertThat(rows).allSatisfy(row -> assertThat(row).containsOnlyKeys("trace_id", "name"));
    }

    private static final String COMMUNICATION =
            "trace_id, node, rank, device, stream, name, collective, operation, receives, \"group\", group_size, dtype, message_bytes, start_ns % 1000,"
                    + " duration_ns, step, elapsed_ns, transit_ns, wait_ns, synchronization_ns, idle_ns, link,"
                    + " link_transit_bytes, link_transit_ns, bandwidth_gb_per_s";

    /** Archives the batch so many times at one offset, as after a restart; answers the rows that were published. */
    private long archive(int times) throws IOException {
        long rows = 0;
        for (int i = 0; i < times; i++) {
            try (Publisher publisher = publisher("writer" + i)) {
                RecordArchiver archiver = archiver(publisher);
                publisher.begin(SPANS);
                archiver.archive(record(0, batch.build()), 0);
                publisher.publish(List.of(SPANS));
                assertThat(archiver.totals().archived()).isEqualTo(1);
                rows += archiver.totals().publishedRows();
            }
        }
        return rows;
    }

    private RecordArchiver archiver(Publisher publisher) {
        return new RecordArchiver(
                new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1), Datasets.ALL, publisher, new ListedLetters(letters));
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, SpanBatch batch) {
        byte[] bytes = AvroSerde.of(SpanBatch.class).encode(batch);
        return new ConsumerRecord<>(SPANS.topic(), 0, offset, new byte[0], bytes);
    }

    private Publisher publisher(String writer) {
        return new Publisher(
                new ArchivePlace(out, "cluster", writer),
                new RollLimits(1000, 1 << 20, Duration.ofHours(1), 64, 1 << 24));
    }

    private List<String> query(String dataset, String columns) throws SQLException {
        return DuckDb.query("select " + columns + " from '" + out + "/" + dataset + "/**/*.parquet'");
    }

    private static Map<String, Double> inOrder(String first, double value, String second, double other) {
        Map<String, Double> counters = new LinkedHashMap<>();
        counters.put(first, value);
        counters.put(second, other);
        return counters;
    }
}
