package io.tracemill.telemetry.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.SampleKind;
import io.tracemill.telemetry.series.ReadingSeries;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import io.tracemill.telemetry.series.SharedRoom;
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
        assertThat(keep(10, 0)).isZero();

        assertThat(known(10)).containsExactly(6, 7, 8, 9);
    }

    @Test
    void upToSixtyFourAreKnownWhereThereIsRoom() {
        assertThat(keep(100, 1_000)).isEqualTo(60);

        assertThat(known(100)).containsExactly(LongStream.range(36, 100).toArray());
    }

    @Test
    void itTakesNoMoreRoomThanThereIs() {
        assertThat(keep(100, 12)).isEqualTo(12);

        assertThat(known(100)).containsExactly(LongStream.range(84, 100).toArray());
    }

    /** Keeps readings of the times from 0; says how much room they took. */
    private int keep(int readings, int room) {
        SharedRoom all = new SharedRoom(16L * room);
        SharedRoom.Share share = all.share(16L * room);
        for (int time = 0; time < readings; time++) {
            memory.keep(new Reading(memory, time, 1), share);
        }
        return (int) all.taken() / 16;
    }

    private long[] known(int readings) {
        return LongStream.range(0, readings)
                .filter(time -> memory.placeOf(time) >= 0)
                .toArray();
    }
}
