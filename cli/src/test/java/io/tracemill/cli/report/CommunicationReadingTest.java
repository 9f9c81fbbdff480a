package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommunicationReadingTest {

    private final CommunicationReading reading = new CommunicationReading();

    @Test
    void collectivesAreSummedByKindAndLink() {
        for (int i = 0; i < 2; i++) {
            reading.add(MemoryReadingTest.row(
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
        reading.add(MemoryReadingTest.row(
                "name", "hcom_allReduce__586_0_1", "operation", "hcom_allReduce", "duration_ns", 100L, "link", "SDMA"));
        reading.add(MemoryReadingTest.row(
                "name", "ncclDevKernel_1", "collective", "allreduce", "duration_ns", 7L, "message_bytes", 64L));
        reading.add(MemoryReadingTest.row("name", "ncclDevKernel_1", "transit_ns", 3L));

        assertThat(reading.end())
                .containsExactly(
                        new CollectiveUse("hcom_allReduce", "HCCS", 2, 200, null, 2L, 120L, 10L, 600L, 40L),
                        new CollectiveUse("hcom_allReduce", "SDMA", 1, 100, null, null, null, null, null, null),
                        new CollectiveUse("allreduce", null, 1, 7, 64L, null, null, null, null, null),
                        new CollectiveUse("ncclDevKernel_1", null, 1, 0, null, 3L, null, null, null, null));
        assertThat(reading.end().get(0).bandwidth()).isEqualTo(15.0);
        assertThat(reading.end().get(3).bandwidth()).isNull();
    }

    @Test
    void kindsPastTheLimitAreOneRow() {
        for (int i = 0; i < 1002; i++) {
            reading.add(MemoryReadingTest.row("name", "k" + i, "duration_ns", 1L));
        }

        assertThat(reading.end())
                .hasSize(1001)
                .contains(new CollectiveUse("(other)", null, 2, 2, null, null, null, null, null, null));
    }
}
