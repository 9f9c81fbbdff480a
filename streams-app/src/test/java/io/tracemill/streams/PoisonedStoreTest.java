package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.streams.pass.PassConfig;
import io.tracemill.streams.pass.RandomTraces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A store whose changelog somebody else wrote to. The trace whose state is damaged ends with that as its reason; the
 * other trace of the partition, and whatever comes later, finish with their rows.
 */
class PoisonedStoreTest {

    private final List<TraceEventBatch> victim = RandomTraces.mixed("t", 200).batches(7);
    private final List<TraceEventBatch> other = RandomTraces.mixed("u", 200).batches(7);
    private final int half = victim.size() / 2;

    private Map<String, byte[]> stateInTheMiddle() {
        try (Harness harness = new Harness(PassConfig.defaults())) {
            harness.send(victim.subList(0, half));
            harness.send(other.subList(0, half));
            return harness.state();
        }
    }

    @Test
    void aValueThatIsDamagedEndsItsTraceOnly() {
        Map<String, byte[]> state = stateInTheMiddle();
        List<String> damaged = state.keySet().stream()
                .filter(key -> key.startsWith("t|"))
                .filter(key -> !key.startsWith("t|partial-") || key.equals(lastPartial(state)))
                .toList();
        assertThat(damaged).hasSizeGreaterThanOrEqualTo(3);
        for (String key : damaged) {
            for (byte @Nullable [] value : damages(Objects.requireNonNull(state.get(key)))) {
                Map<String, byte[]> poisoned = new TreeMap<>(state);
                if (value == null) {
                    poisoned.remove(key);
                } else {
                    poisoned.put(key, value);
                }
                assertOnlyTheTraceEnds(poisoned, key + " = " + Arrays.toString(value));
            }
        }
    }

    private static String lastPartial(Map<String, byte[]> state) {
        return state.keySet().stream()
                .filter(key -> key.startsWith("t|partial-"))
                .reduce("", (before, key) -> key);
    }

    /** Damaged values: nothing, too short, of an impossible length, cut, longer, with other bytes, none at all. */
    private static List<byte @Nullable []> damages(byte[] value) {
        List<byte @Nullable []> damages = new ArrayList<>(List.of(
                new byte[0],
                new byte[] {1, 2},
                new byte[] {127, -1, -1, -1, 5},
                new byte[] {-128, 0, 0, 0, 5},
                Arrays.copyOf(value, value.length / 2),
                Arrays.copyOf(value, value.length + 9)));
        for (int at = 4; at < value.length; at += Math.max(1, value.length / 12)) {
            byte[] flipped = value.clone();
            flipped[at] ^= (byte) 0xff;
            damages.add(flipped);
        }
        damages.add(null);
        return damages;
    }

    private void assertOnlyTheTraceEnds(Map<String, byte[]> poisoned, String what) {
        try (Harness harness = new Harness(PassConfig.defaults(), poisoned)) {
            harness.send(victim.subList(half, victim.size()));
            harness.send(other.subList(half, other.size()));
            harness.advance(Duration.ofDays(2));
            List<TraceInfo> ended = harness.read(Topic.TRACES, TraceInfo.class).stream()
                    .filter(info -> info.getState() != TraceState.RUNNING && info.getState() != TraceState.STALLED)
                    .toList();
            assertThat(ended).as(what).extracting(TraceInfo::getTraceId).containsOnlyOnce("u");
            assertThat(ended)
                    .as(what)
                    .filteredOn(info -> info.getTraceId().equals("u"))
                    .extracting(TraceInfo::getState)
                    .containsExactly(TraceState.COMPLETE);
            assertThat(harness.storedKeys()).as(what).allMatch(key -> key.startsWith("|finished|"));
        }
    }
}
