package io.tracemill.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapUseTest {

    @Test
    void aLineSaysAllOfIt() {
        HeapUse use = new HeapUse(7, 12_000_000, Map.of(ThreadRole.PARSE, 5L, ThreadRole.ARCHIVE, 8L));

        assertThat(HeapUse.parse(use.line())).isEqualTo(use);
        assertThat(use.allocatedBytes()).isEqualTo(13);
    }

    @Test
    void whatAThreadAllocatesIsSeen() {
        try (HeapMeter meter = HeapMeter.start()) {
            meter.lap();
            byte[] bytes = new byte[10_000_000];

            assertThat(meter.lap().allocatedBytes()).isGreaterThanOrEqualTo(bytes.length);
        }
    }
}
