package io.tracemill.ingest.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchTableTest {

    @Property(tries = 300)
    void countsCallsAndOperatorsAreKeptForIdsNearAndFar(
            @ForAll Random random,
            @ForAll @IntRange(max = 50) int spread,
            @ForAll @IntRange(min = 1, max = 3000) int ids,
            @ForAll boolean times) {
        LaunchTable table = times ? LaunchTable.ofTimeIds() : LaunchTable.ofSequentialIds();
        Map<Long, Integer> counts = new HashMap<>();
        Set<Long> calls = new HashSet<>();
        Set<Long> operators = new HashSet<>();
        for (int i = 0; i < 3 * ids; i++) {
            long id = (random.nextInt(ids) - (long) ids / 2) << spread;
            switch (random.nextInt(4)) {
                case 0 -> {
                    table.addCall(id);
                    calls.add(id);
                }
                case 1 -> {
                    table.addOperator(id);
                    operators.add(id);
                }
                default -> {
                    table.addDeviceEvent(id);
                    counts.merge(id, 1, Integer::sum);
                }
            }
        }
        for (long i = -ids; i < ids; i++) {
            long id = i << spread;
            int count = counts.getOrDefault(id, 0);
            assertThat(table.hasLaunch(id)).isEqualTo(calls.contains(id) || operators.contains(id));
            assertThat(table.takeByOperator(id)).isEqualTo(calls.contains(id) ? 0 : count);
            assertThat(table.takeByCall(id)).isEqualTo(calls.contains(id) ? count : 0);
            assertThat(table.takeByCall(id)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLaunchMayOwnAnyNumberOfDeviceEvents(boolean times) {
        LaunchTable table = times ? LaunchTable.ofTimeIds() : LaunchTable.ofSequentialIds();
        for (int count : new int[] {1, 30, 31, 32, 61, 62, 63, 7936, 7937, 100_000, 3_000_000}) {
            table.addCall(count);
            for (int i = 0; i < count; i++) {
                table.addDeviceEvent(count);
            }
        }
        for (int count : new int[] {1, 30, 31, 32, 61, 62, 63, 7936, 7937, 100_000, 3_000_000}) {
            assertThat(table.takeByCall(count)).isEqualTo(count);
        }
    }
}
