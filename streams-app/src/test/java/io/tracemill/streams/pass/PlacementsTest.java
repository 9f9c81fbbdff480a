package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.DateSource;
import io.tracemill.schemas.Placement;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trace shows of the place of its rank. */
class PlacementsTest {

    private static final Map<String, String> ONE_DEVICE = Map.of("0", "H100");
    private static final Map<String, String> TWO_DEVICES = Map.of("0", "H100", "1", "H100");

    private static TraceInfo trace(@Nullable Integer worldSize, Map<String, String> sees, String... devices) {
        TraceHeader header = TestFrame.header("t");
        header.setWorldSize(worldSize);
        header.setDeviceNames(sees);
        header.setDateSource(DateSource.EVENTS);
        header.setFirstNs(5);
        header.setLastNs(9);
        TraceInfo trace = TraceInfos.unknown("t");
        trace.setRun("run");
        trace.setRank(3);
        trace.setNode("n1");
        trace.setHeader(header);
        trace.setDevices(List.of(devices));
        return trace;
    }

    private static List<String> placements(TraceInfo trace) {
        return PassRun.table(
                Placements.of(trace), "node", "rank", "device", "device_index", "device_uuid", "mapped", "how");
    }

    @Test
    void aProcessThatSeesSeveralDevicesTellsItsOwn() {
        assertThat(placements(trace(8, TWO_DEVICES, "1"))).containsExactly("n1 3 1 1 null true TRACE");
        assertThat(placements(trace(null, TWO_DEVICES, "0", "1")))
                .containsExactly("n1 3 0 0 null true TRACE", "n1 3 1 1 null true TRACE");
    }

    @Test
    void aProcessThatSeesOneDeviceCountsWithinItselfUnlessItIsAlone() {
        assertThat(placements(trace(8, ONE_DEVICE, "0"))).containsExactly("n1 3 0 0 null false TRACE");
        assertThat(placements(trace(null, Map.of(), "0"))).containsExactly("n1 3 0 0 null false TRACE");
        assertThat(placements(trace(1, ONE_DEVICE, "0"))).containsExactly("n1 3 0 0 null true TRACE");
    }

    @Test
    void theUuidThatASenderSaysIsSurer() {
        TraceInfo trace = trace(8, ONE_DEVICE, "0");
        trace.setLabels(Map.of("uuid", "GPU-7"));
        assertThat(placements(trace)).containsExactly("n1 3 GPU-7 0 GPU-7 true PUSH", "n1 3 0 0 null false TRACE");

        trace.setLabels(Map.of("uuid", "GPU-7", "device", "5"));
        assertThat(placements(trace)).contains("n1 3 GPU-7 5 GPU-7 true PUSH");

        trace.setNode(null);
        assertThat(placements(trace)).containsExactly("null 3 GPU-7 5 GPU-7 true PUSH");
    }

    @Test
    void anIndexThatASenderSaysIsAsSureAsThatOfATrace() {
        TraceInfo trace = trace(null, ONE_DEVICE, "0");
        trace.setLabels(Map.of("device", "5"));
        assertThat(placements(trace)).containsExactly("n1 3 5 5 null false PUSH", "n1 3 0 0 null false TRACE");

        trace.setLabels(Map.of("device", "5", "world_size", "1"));
        assertThat(placements(trace)).containsExactly("n1 3 5 5 null true PUSH", "n1 3 0 0 null true TRACE");

        trace.setNode(null);
        assertThat(placements(trace)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "cuda:0", "9999999999"})
    void aLabelThatIsNoIndexSaysNothing(String device) {
        TraceInfo trace = trace(1, ONE_DEVICE, "0");
        trace.setLabels(Map.of("device", device, "uuid", " "));
        assertThat(placements(trace)).containsExactly("n1 3 0 0 null true TRACE");
    }

    @Test
    void itHoldsFromTheFirstEventToTheLast() {
        Placement placement = Placements.of(trace(8, TWO_DEVICES, "1")).get(0);
        assertThat(placement.getValidFromNs()).isEqualTo(5);
        assertThat(placement.getValidToNs()).isEqualTo(9);
        assertThat(placement.getWorldSize()).isEqualTo(8);
        assertThat(placement.getTraceId()).isEqualTo("t");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "EVENTS")
    void aTraceWithoutTimesOfAClockHasNone(DateSource source) {
        TraceInfo trace = trace(8, TWO_DEVICES, "1");
        trace.getHeader().setDateSource(source);
        assertThat(placements(trace)).isEmpty();
    }

    @Test
    void aTraceOfSeveralRanksOrWithoutAHeaderHasNone() {
        TraceInfo several = trace(8, TWO_DEVICES, "rank 0/1");
        several.getHeader().setRankNames(List.of("rank 0", "rank 1"));
        assertThat(placements(several)).isEmpty();

        TraceInfo lost = trace(8, TWO_DEVICES, "1");
        lost.setHeader(null);
        assertThat(placements(lost)).isEmpty();
    }
}
