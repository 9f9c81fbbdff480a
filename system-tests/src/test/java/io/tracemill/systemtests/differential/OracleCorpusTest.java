package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle obeys the laws itself, or it would be no judge. */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class OracleCorpusTest {
    private static final List<String> PARTS =
            List.of("computing_ns", "exposed_communication_ns", "exposed_memcpy_ns", "idle_ns");
    private static final List<String> IDLE =
            List.of("idle_host_ns", "idle_launch_ns", "idle_device_ns", "idle_unknown_ns");

    @ParameterizedTest
    @MethodSource("io.tracemill.systemtests.differential.Corpus#kineto")
    void theOraclesRowsObeyTheLaws(Path trace) throws IOException {
        Oracle oracle = Oracle.of(OracleTrace.read(trace));
        long deviceTime = oracle.deviceEvents().stream()
                .mapToLong(event -> event.duration)
                .sum();
        long owned = oracle.operators().values().stream()
                .mapToLong(row -> value(row, "device_ns"))
                .sum();
        long unlinked = 0;
        for (Map.Entry<String, Map<String, @Nullable Object>> entry :
                oracle.devices().entrySet()) {
            Map<String, @Nullable Object> row = entry.getValue();
            assertThat(sum(row, PARTS)).isEqualTo(value(row, "total_ns"));
            assertThat(sum(row, IDLE)).isEqualTo(value(row, "idle_ns"));
            unlinked += entry.getKey().endsWith("|null") ? value(row, "unlinked_ns") : 0;
        }
        assertThat(owned + unlinked).isEqualTo(deviceTime);
        assertStepsAddUp(oracle);
    }

    private static void assertStepsAddUp(Oracle oracle) {
        for (String device : oracle.devices().keySet().stream()
                .map(key -> key.replaceAll("\\|.*", ""))
                .distinct()
                .toList()) {
            Map<String, @Nullable Object> whole =
                    Objects.requireNonNull(oracle.devices().get(device + "|null"));
            List<Map<String, @Nullable Object>> steps = oracle.devices().entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(device + "|")
                            && !entry.getKey().endsWith("|null"))
                    .map(Map.Entry::getValue)
                    .toList();
            for (String column : whole.keySet()) {
                if (!steps.isEmpty() && !column.equals("start_ns")) {
                    long added =
                            steps.stream().mapToLong(row -> value(row, column)).sum();
                    assertThat(added).as(column).isEqualTo(value(whole, column));
                }
            }
        }
    }

    private static long sum(Map<String, @Nullable Object> row, List<String> columns) {
        return columns.stream().mapToLong(column -> value(row, column)).sum();
    }

    private static long value(Map<String, @Nullable Object> row, String column) {
        return row.get(column) instanceof Long number ? number : 0;
    }
}
