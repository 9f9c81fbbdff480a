package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tracemill.storage.rows.HivePartition;
import io.tracemill.storage.rows.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommunicationReadingTest {

    private final CommunicationReading reading = new CommunicationReading();

    @Test
    void collectivesAreSummedByKindAndLink() {
        for (int i = 0; i < 2; i++) {
            reading.add(row(
                    "name",
                    "hcom_allReduce__586_" + i + "_1",
                    "operation",
                    "hcom_allReduce",
                    "duration_ns",
                    100L,
                    "link",
                    "HCCS",
                    "link_transit_ns",
                    20L,
                    "link_transit_bytes",
                    300L,
                    "transit_ns",
                    1L,
                    "wait_ns",
                    60L,
                    "idle_ns",
                    5L));
        }
        reading.add(row(
                "name", "hcom_allReduce__586_0_1", "operation", "hcom_allReduce", "duration_ns", 100L, "link", "SDMA"));
        reading.add(row("name", "ncclDevKernel_1", "collective", "allreduce", "duration_ns", 7L, "message_bytes", 64L));
        reading.add(row("name", "ncclDevKernel_1", "transit_ns", 3L));

        assertThat(reading.end())
                .containsExactly(
                        new CollectiveUse(
                                "hcom_allReduce", "HCCS", null, 2, 200, null, 2L, 120L, 10L, 600L, 40L, null, null),
                        new CollectiveUse(
                                "hcom_allReduce", "SDMA", null, 1, 100, null, null, null, null, null, null, null, null),
                        new CollectiveUse("allreduce", null, null, 1, 7, 64L, null, null, null, null, null, null, null),
                        new CollectiveUse(
                                "ncclDevKernel_1", null, null, 1, 0, null, 3L, null, null, null, null, null, null));
        assertThat(reading.end().get(0).bandwidth()).isEqualTo(15.0);
        assertThat(reading.end().get(3).bandwidth()).isNull();
    }

    @Test
    void bandwidthsAreMeansOverTheTimeOfThoseOfOneSize() {
        for (long nanos : List.of(100L, 300L)) {
            reading.add(row(
                    "collective",
                    "allreduce",
                    "duration_ns",
                    nanos,
                    "algbw_gb_per_s",
                    6_000.0 / nanos,
                    "busbw_gb_per_s",
                    9_000.0 / nanos));
        }
        reading.add(
                row("collective", "allreduce", "duration_ns", 10L, "algbw_gb_per_s", 409.6, "busbw_gb_per_s", 614.4));
        assertThat(reading.end())
                .extracting(CollectiveUse::fromBytes, CollectiveUse::algorithmBandwidth, CollectiveUse::busBandwidth)
                .containsExactly(tuple(4_096L, 16_096.0 / 410, 24_144.0 / 410));
    }

    @Test
    void kindsPastTheLimitAreOneRow() {
        for (int i = 0; i < 1002; i++) {
            reading.add(row("name", "k" + i, "duration_ns", 1L));
        }

        assertThat(reading.end())
                .hasSize(1001)
                .contains(
                        new CollectiveUse("(other)", null, null, 2, 2, null, null, null, null, null, null, null, null));
    }

    private static Row row(Object... values) {
        Map<String, Object> row = new HashMap<>(Map.of("device", "0", "start_ns", 1_000L));
        for (int i = 0; i < values.length; i += 2) {
            row.put((String) values[i], values[i + 1]);
        }
        return new Row(new HivePartition("r", "2026-03-01"), row);
    }
}
