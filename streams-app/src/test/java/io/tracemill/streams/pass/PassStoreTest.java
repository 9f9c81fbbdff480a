package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.state.PassCursor;
import io.tracemill.streams.state.PassPartial;
import io.tracemill.streams.store.MapStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassStoreTest {

    private final MapStore values = new MapStore();
    private final PassStore store = new PassStore(values);

    private static TraceInfo info(String trace, int reasonBytes) {
        TraceInfo info = TraceInfos.running(
                new TestTrace(trace).operator("linear", 0, 10).inOneBatch().get(0));
        info.setReason("x".repeat(reasonBytes));
        return info;
    }

    private static PassPartial partial(int first, int through) {
        return new PassPartial(first, through, List.of("linear"), List.of(), List.of(), List.of(), Map.of());
    }

    private static PassCursor cursor(int next) {
        PassCursor cursor = PassCursors.begin();
        cursor.setNextSequence(next);
        return cursor;
    }

    @Test
    void aValueOver1MibIsSplitAndReadBackAndLeavesNoSliceWhenItShrinks() {
        TraceInfo large = info("t", 2_500_000);
        store.put("t", large);
        assertThat(values.map()).containsOnlyKeys("t|info", "t|info/1", "t|info/2");
        assertThat(values.map().values())
                .allSatisfy(slice -> assertThat(slice).hasSizeLessThanOrEqualTo((1 << 20) + 4));
        assertThat(store.info("t")).contains(large);

        TraceInfo small = info("t", 10);
        store.put("t", small);
        assertThat(values.map()).containsOnlyKeys("t|info");
        assertThat(store.info("t")).contains(small);
    }

    @Test
    void aPartialReplacesTheOneThatBeginsWithTheSameBatch() {
        PassCursor cursor = cursor(1);
        int bytes = store.put("t", cursor, partial(0, 0));
        assertThat(store.put("t", cursor, partial(0, 1))).isEqualTo(bytes);
        store.put("t", cursor, partial(2, 2));
        assertThat(store.partial("t", 0)).contains(partial(0, 1));
        assertThat(store.cursor("t")).map(PassCursor::getPartialBytes).contains(2L * bytes);
    }

    @Test
    void totalsReplaceAllPartials() {
        PassCursor cursor = cursor(3);
        store.put("t", cursor, partial(0, 1));
        store.put("t", cursor, partial(2, 2));
        store.fold("t", cursor, partial(0, 2));
        assertThat(values.map()).containsOnlyKeys("t|cursor", "t|totals");
        assertThat(store.totals("t")).contains(partial(0, 2));
        assertThat(store.cursor("t"))
                .hasValueSatisfying(stored -> assertThat(stored)
                        .extracting(PassCursor::getFoldedThrough, PassCursor::getPartialBytes)
                        .containsExactly(2, 0L));
    }

    @Test
    void aFinishedTraceLeavesItsIdUntilItIsForgotten() {
        store.put("t", info("t", 10));
        store.put("t", cursor(1));
        store.put("t2", cursor(1));
        store.finish("t", 1_000);
        assertThat(store.traces()).containsExactly("t2");
        assertThat(store.isFinished("t")).isTrue();
        assertThat(values.map()).containsOnlyKeys("|finished|t", "t2|cursor");

        store.forgetFinishedBefore(1_000);
        assertThat(store.isFinished("t")).isTrue();
        store.forgetFinishedBefore(1_001);
        assertThat(store.isFinished("t")).isFalse();
    }
}
