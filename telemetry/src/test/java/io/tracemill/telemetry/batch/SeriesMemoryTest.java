package io.tracemill.telemetry.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.SampleKind;
import io.tracemill.telemetry.series.ReadingSeries;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import io.tracemill.telemetry.series.Target;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeriesMemoryTest {

    private final ReadingSeries series = (ReadingSeries) new SeriesResolver(QuantityTable.own(), SeriesLimits.USUAL)
            .of(Target.of("n1:9100"))
            .of(RawSeries.of("m", Map.of(), SampleKind.GAUGE));
    private final SeriesMemory memory = new SeriesMemory(series);

    @Test
    void theLastFourAreKnownWithoutRoom() {
        assertThat(keep(10, 3)).isZero();

        assertThat(known(10)).containsExactly(6, 7, 8, 9);
    }

    @Test
    void upToSixtyFourAreKnownWhereThereIsRoom() {
        assertThat(keep(100, 1_000)).isEqualTo(60);

        assertThat(known(100)).containsExactly(LongStream.range(36, 100).toArray());
    }

    @Test
    void itTakesNoMoreRoomThanThereIs() {
        assertThat(keep(100, 15)).isEqualTo(12);

        assertThat(known(100)).containsExactly(LongStream.range(84, 100).toArray());
    }

    /** Keeps readings of the times from 0; says how much room they took. */
    private int keep(int readings, int room) {
        int taken = 0;
        for (int time = 0; time < readings; time++) {
            taken += memory.keep(new Reading(memory, time, 1), room - taken);
        }
        return taken;
    }

    private long[] known(int readings) {
        return LongStream.range(0, readings)
                .filter(time -> memory.placeOf(time) >= 0)
                .toArray();
    }
}
