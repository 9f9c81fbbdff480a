package io.tracemill.ingest.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.work.Work;
import io.tracemill.schemas.ComputeUnit;
import org.junit.jupiter.api.Test;

class WorkTableTest {

    private final WorkTable table = new WorkTable();

    @Test
    void workIsFoundByAllFourNumbers() {
        put(0, 0, -1, -1, 7);
        put(1, 0, -1, -1, 8);
        put(0, 1, -1, -1, 9);
        put(0, 0, 0, -1, 10);
        put(0, 0, -1, 0, 11);
        assertThat(flops(0, 0, -1, -1)).isEqualTo(7);
        assertThat(flops(1, 0, -1, -1)).isEqualTo(8);
        assertThat(flops(0, 1, -1, -1)).isEqualTo(9);
        assertThat(flops(0, 0, 0, -1)).isEqualTo(10);
        assertThat(flops(0, 0, -1, 0)).isEqualTo(11);
        assertThat(table.find(1, 1, -1, -1)).isFalse();
    }

    @Test
    void textsThatTellNoWorkAreRememberedToo() {
        assertThat(table.find(3, 4, 5, 6)).isFalse();
        table.put(null);
        assertThat(table.work()).isNull();
        assertThat(table.find(3, 4, 5, 6)).isTrue();
        assertThat(table.work()).isNull();
    }

    @Test
    void howeverManyShapesThereAreItStaysSmallAndRight() {
        for (int shape = 0; shape < 5 * WorkTable.MOST; shape++) {
            put(shape % 7, shape, 2, -1, shape);
            assertThat(table.size()).isLessThanOrEqualTo(WorkTable.MOST);
        }
        for (int shape = 5 * WorkTable.MOST - WorkTable.MOST / 2; shape < 5 * WorkTable.MOST; shape++) {
            assertThat(flops(shape % 7, shape, 2, -1)).isEqualTo(shape);
        }
    }

    private void put(int name, int shapes, int types, int values, long flops) {
        assertThat(table.find(name, shapes, types, values)).isFalse();
        table.put(new Work(flops, null, ComputeUnit.VECTOR_FP32, false));
        assertThat(flops(name, shapes, types, values)).isEqualTo(flops);
    }

    private long flops(int name, int shapes, int types, int values) {
        assertThat(table.find(name, shapes, types, values)).isTrue();
        Work work = table.work();
        return work == null ? -1 : work.flops();
    }
}
