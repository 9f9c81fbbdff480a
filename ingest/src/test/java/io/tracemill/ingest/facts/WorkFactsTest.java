package io.tracemill.ingest.facts;

import static io.tracemill.schemas.flat.Attribute.CONCRETE_INPUTS;
import static io.tracemill.schemas.flat.Attribute.INPUT_DIMS;
import static io.tracemill.schemas.flat.Attribute.INPUT_TYPES;
import static io.tracemill.schemas.flat.Attribute.WORK;
import static io.tracemill.schemas.flat.Attribute.WORK_BYTES;
import static io.tracemill.schemas.flat.Attribute.WORK_ESTIMATE;
import static io.tracemill.schemas.flat.Attribute.WORK_FLOPS;
import static io.tracemill.schemas.flat.Attribute.WORK_UNIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import org.junit.jupiter.api.Test;

class WorkFactsTest {

    @Test
    void anOperatorWhoseInputsTellItsWorkHasIt() {
        FactEvent operator = told(FactEvent.of(EventKind.OPERATOR, "aten::relu"), "[[2,3]]", "[\"float\"]");
        assertThat(operator.has(WORK)).isTrue();
        assertThat(operator.value(WORK_FLOPS)).isEqualTo("6");
        assertThat(operator.value(WORK_BYTES)).isEqualTo("48");
        assertThat(operator.value(WORK_UNIT)).isEqualTo("VECTOR_FP32");
        assertThat(operator.has(WORK_ESTIMATE)).isTrue();
    }

    @Test
    void bytesOfAnUnknownTypeAreAbsent() {
        FactEvent operator = told(FactEvent.of(EventKind.OPERATOR, "aten::neg"), "[[2,3]]", "[\"quaternion\"]");
        assertThat(operator.value(WORK_FLOPS)).isEqualTo("6");
        assertThat(operator.has(WORK_BYTES)).isFalse();
        assertThat(operator.has(WORK_ESTIMATE)).isFalse();
    }

    @Test
    void textsThatFindNoRoomInThePoolTellTheSame() {
        FactEvent operator = told(FactEvent.inline(EventKind.OPERATOR, "aten::relu"), "[[2,3]]", "[\"float\"]");
        assertThat(operator.value(WORK_FLOPS)).isEqualTo("6");
        assertThat(operator.value(WORK_BYTES)).isEqualTo("48");
    }

    @Test
    void nothingElseHasWork() {
        assertThat(told(FactEvent.of(EventKind.OPERATOR, "aten::view"), "[[2,3]]", "[\"float\"]")
                        .has(WORK))
                .isFalse();
        assertThat(told(FactEvent.of(EventKind.OPERATOR, "aten::mm"), "[[2,3]]", "[\"float\"]")
                        .has(WORK))
                .isFalse();
        assertThat(told(FactEvent.of(EventKind.ANNOTATION, "aten::relu"), "[[2,3]]", "[\"float\"]")
                        .has(WORK))
                .isFalse();
        assertThat(FactEvent.of(EventKind.OPERATOR, "aten::relu").told().has(WORK))
                .isFalse();
    }

    @Test
    void operatorsAreToldApartByEachOfTheirTexts() {
        Pool pool = new Pool();
        for (int round = 0; round < 2; round++) {
            assertThat(pool.flops("aten::cumsum", "[[2,3]]", "[\"float\"]")).isEqualTo(6);
            assertThat(pool.flops("aten::cumsum", "[[2,5]]", "[\"float\"]")).isEqualTo(10);
            assertThat(pool.flops("aten::convolution", "[[2,3,8,8],[4,3,3,3],[]]", "[\"float\"]"))
                    .isZero();
        }
        assertThat(pool.bytes("aten::cumsum", "[[2,3]]", "[\"float\"]")).isEqualTo(48);
        assertThat(pool.bytes("aten::cumsum", "[[2,3]]", "[\"double\"]")).isEqualTo(96);
        assertThat(pool.bytes("aten::_log_softmax", "[[2,3]]", "[\"double\"]")).isEqualTo(96);
    }

    private static FactEvent told(FactEvent event, String dims, String types) {
        return event.with(INPUT_DIMS, dims)
                .with(INPUT_TYPES, types)
                .with(CONCRETE_INPUTS, "[\"\"]")
                .told();
    }

    /** Facts of many events whose strings are in one pool. */
    private static final class Pool {

        private final StringPool strings = new StringPool(1 << 20);
        private final WorkFacts facts = new WorkFacts(strings::bytes);

        long flops(String name, String dims, String types) {
            EventFields event = told(name, dims, types);
            return event.has(WORK) ? event.number(WORK_FLOPS) : 0;
        }

        long bytes(String name, String dims, String types) {
            return told(name, dims, types).number(WORK_BYTES);
        }

        private EventFields told(String name, String dims, String types) {
            EventFields event = new EventFields();
            event.clear();
            event.kind = EventKind.OPERATOR;
            set(event, Attribute.NAME, name);
            set(event, INPUT_DIMS, dims);
            set(event, INPUT_TYPES, types);
            facts.addTo(event);
            return event;
        }

        private void set(EventFields event, Attribute attribute, String text) {
            event.setText(attribute, strings.add(text.getBytes(UTF_8)));
        }
    }
}
