package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.storage.rows.HivePartition;
import io.tracemill.storage.rows.Row;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryReadingTest {

    private static final long FIRST = 1_000;

    private final MemoryReading reading = new MemoryReading();

    @Test
    void peaksAreThoseOfTheFirstTimeAndTheEndIsTheLastReading() {
        reading.add(row("start_ns", 1_010L, "allocated_bytes", 50L, "reserved_bytes", 200L));
        reading.add(row("start_ns", 1_020L, "allocated_bytes", 90L, "reserved_bytes", 100L));
        reading.add(row("start_ns", 1_030L, "allocated_bytes", 90L));
        reading.add(row("start_ns", 1_040L, "allocated_bytes", 10L));
        reading.add(row("start_ns", 1_035L, "allocated_bytes", 60L));
        reading.add(row("start_ns", 1_050L, "reserved_bytes", 3L));

        assertThat(reading.end().devices()).containsExactly(new MemoryUse.Device("0", null, 90L, 1_020L, 200L, 10L));
    }

    @Test
    void componentsAndDevicesAreToldApart() {
        reading.add(row("component", "PTA", "allocated_bytes", 1L));
        reading.add(row("component", "APP", "reserved_bytes", 2L));
        reading.add(row("device", "1", "allocated_bytes", 3L));

        assertThat(reading.end().devices())
                .containsExactly(
                        new MemoryUse.Device("0", "APP", null, null, 2L, null),
                        new MemoryUse.Device("0", "PTA", 1L, FIRST, null, 1L),
                        new MemoryUse.Device("1", null, 3L, FIRST, null, 3L));
    }

    @Test
    void anAllocationIsHeldUntilItsAddressIsReleased() {
        reading.add(row("address", 1L, "bytes", 10L, "operator", "a"));
        reading.add(row("address", 2L, "bytes", 20L, "operator", "a"));
        reading.add(row("address", 3L, "bytes", 40L));
        reading.add(row("address", 1L, "bytes", -10L, "operator", "b"));
        reading.add(row("address", 2L, "bytes", -20L, "device", "1"));
        reading.add(row("address", 9L, "bytes", -99L));
        reading.add(row("address", 1L, "bytes", 5L, "operator", "b"));

        assertThat(reading.end().held())
                .containsExactly(
                        new MemoryUse.Held("0", null, 40, 1),
                        new MemoryUse.Held("0", "a", 20, 1),
                        new MemoryUse.Held("0", "b", 5, 1));
    }

    @Test
    void whatAnOperatorAllocatedIsHeldIfItHasNoDuration() {
        reading.add(row("kind", "ALLOCATION", "operator", "a", "bytes", 10L, "duration_ns", 5L));
        reading.add(row("kind", "ALLOCATION", "operator", "a", "bytes", 20L, "allocated_bytes", 70L));
        reading.add(row("kind", "ALLOCATION", "operator", "a", "bytes", 30L));
        reading.add(row("kind", "COMPONENT_READING", "component", "PTA", "allocated_bytes", 60L));

        MemoryUse use = reading.end();

        assertThat(use.held()).containsExactly(new MemoryUse.Held("0", "a", 50, 2));
        assertThat(use.devices()).containsExactly(new MemoryUse.Device("0", "PTA", 60L, FIRST, null, 60L));
    }

    @Test
    void allocationsPastTheLimitAreCounted() {
        MemoryReading two = new MemoryReading(2);
        for (long address = 1; address <= 5; address++) {
            two.add(row("address", address, "bytes", 1L));
        }
        two.add(row("address", 1L, "bytes", -1L));
        two.add(row("address", 6L, "bytes", 8L));

        MemoryUse use = two.end();

        assertThat(use.notFollowed()).isEqualTo(3);
        assertThat(use.held()).containsExactly(new MemoryUse.Held("0", null, 9, 2));
    }

    static Row row(Object... values) {
        Map<String, Object> row = new HashMap<>(Map.of("device", "0", "start_ns", FIRST));
        for (int i = 0; i < values.length; i += 2) {
            row.put((String) values[i], values[i + 1]);
        }
        return new Row(new HivePartition("r", "2026-03-01"), row);
    }
}
