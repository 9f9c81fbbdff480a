package io.tracemill.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.Remark;
import io.tracemill.schemas.RemarkKind;
import io.tracemill.schemas.Topic;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;

class FieldConditionTest {

    private static final long BEGIN_NS = 1_764_461_000_000_000_001L;
    private static final Schema SCHEMA = SchemaBuilder.record("row")
            .fields()
            .requiredLong("begin_ns")
            .requiredDouble("share")
            .requiredString("name")
            .optionalInt("rank")
            .endRecord();

    @Test
    void numbersAreComparedAsNumbers() {
        assertThat(holding("begin_ns=" + BEGIN_NS, "begin_ns!=" + (BEGIN_NS - 1), "begin_ns>" + (BEGIN_NS - 1)))
                .isTrue();
        assertThat(holding("share>9", "share<12.6", "share=12.50", "share!=12")).isTrue();
        assertThat(holding("share>12.5")).isFalse();
        assertThat(holding("share<9")).isFalse();
    }

    @Test
    void textIsComparedAsText() {
        assertThat(holding("name=a=b", "name!=A=b", "name<b")).isTrue();
        assertThat(holding("name=A=B")).isFalse();
    }

    @Test
    void aFieldWithoutAValueEqualsNullOnly() {
        assertThat(holding("rank=null", "rank!=0")).isTrue();
        assertThat(holding("rank!=null")).isFalse();
        assertThat(holding("rank<1")).isFalse();
        assertThat(holding("share!=null")).isTrue();
    }

    @Test
    void constantsOfEnumsAreTakenInAnyCase() {
        Remark remark = new Remark(RemarkKind.EVIDENCE, "GAP", List.of());
        assertThat(FieldCondition.of("kind=evidence").holds(remark)).isTrue();
        assertThat(FieldCondition.of("kind!=Evidence").holds(remark)).isFalse();
        assertThat(FieldCondition.of("kind!=reason").holds(remark)).isTrue();
    }

    @Test
    void whatCannotHoldIsRejected() {
        assertThatThrownBy(() -> FieldCondition.of("rank"))
                .hasMessage("must be a field, one of =, !=, < and >, and a value but was \"rank\"");
        rejected("rnk=1", "--where: bottlenecks has no field rnk, expected trace_id, ");
        rejected("bottleneck=slow", "--where: bottleneck must be COMPUTE_BOUND, ");
        rejected("rank>x", "--where: rank must be a number but was \"x\"");
        FieldCondition.of("bottleneck=sync_bound").check(Topic.BOTTLENECKS);
        FieldCondition.of("idle_pct>20").check(Topic.BOTTLENECKS);
        FieldCondition.of("rank=null").check(Topic.BOTTLENECKS);
        FieldCondition.of("cause=null").check(Topic.IDLE_STATS);
    }

    private static void rejected(String condition, String message) {
        assertThatThrownBy(() -> FieldCondition.of(condition).check(Topic.BOTTLENECKS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private static boolean holding(String... conditions) {
        IndexedRecord row = new GenericData.Record(SCHEMA);
        row.put(0, BEGIN_NS);
        row.put(1, 12.5);
        row.put(2, "a=b");
        return List.of(conditions).stream()
                .allMatch(condition -> FieldCondition.of(condition).holds(row));
    }
}
