package io.tracemill.ingest.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Inputs that tell no work give none, and no failure. */
class UntoldWorkTest {

    static final List<String> HOSTILE = List.of(
            "",
            "[]",
            "{}",
            "null",
            "7",
            "[[",
            "[[2,3],[3,4]",
            "[[2,3],[3,4]] trailing",
            "[[2,3],[3,4]],",
            "[2,3]",
            "[\"a\",\"b\"]",
            "[[\"2\",\"3\"],[\"3\",\"4\"]]",
            "[[2.5,3],[3,4]]",
            "[[2,null],[3,4]]",
            "[[2,{}],[3,4]]",
            "[[-2,3],[3,4]]",
            "[[99999999999999999999999,3],[3,4]]",
            "[[9223372036854775807,3],[3,4]]",
            "[".repeat(3000),
            "[".repeat(3000) + "]".repeat(3000));

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void wrongShapesTellNothingOfAnyOperator(String dims) {
        for (OperatorModel model : OperatorModels.ALL) {
            if (!model.formula().flops().equals("0")) {
                assertThat(model.work(dims, "[\"float\",\"float\"]", "[\"\",\"\"]"))
                        .as(model.name())
                        .isNull();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void wrongTypesAndValuesFailNothing(String text) {
        for (OperatorModel model : OperatorModels.ALL) {
            for (String dims : List.of("[[2,3],[3,4]]", "[[2,3,4,5],[2,3,4,5],[2,3,4,5],[2,3,4,5]]", "[[]]")) {
                @Nullable Work work = model.work(dims, text, text);
                assertThat(work == null || work.flops() >= 0).as(model.name()).isTrue();
            }
        }
    }

    @Test
    void sizesThatAreHugeTellNothingOrAPositiveNumber() {
        for (OperatorModel model : OperatorModels.ALL) {
            for (int rank = 1; rank <= 5; rank++) {
                String shape = "[" + "1099511627776,".repeat(rank - 1) + "1099511627776]";
                String dims = "[" + (shape + ",").repeat(3) + shape + "]";
                String numbers =
                        "[" + "\"1099511627776\",".repeat(6) + "\"False\",\"False\",\"1\",\"[True, True, True]\"]";
                @Nullable Work work = model.work(dims, "[\"float\",\"float\"]", numbers);
                assertThat(work == null || (work.flops() >= 0 && work.flops() < Long.MAX_VALUE))
                        .as(model.name())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aten::mm                | [[2,3],[4,3]]                  |
            aten::mm                | [[2,3]]                        |
            aten::mm                | [[2,3,4],[2,4,5]]              |
            aten::mm                | [[1099511627776,1099511627776],[1099511627776,2]] |
            aten::add               | [[2,3],[2]]                    |
            aten::add               | [[2,3]]                        |
            aten::max               | [[2,3],[2,3]]                  |
            aten::convolution       | [[2,3,8,8],[4,3,3,3],[]]       |
            aten::convolution       | [[2,3,1,1],[4,3,3,3],[]]       | ["","","","[1]","[0]","[1]","False","[0]","1"]
            aten::convolution       | [[2,3,8,8],[4,3,3,3],[]]       | ["","","","[0]","[0]","[1]","False","[0]","1"]
            aten::convolution       | [[2,3,8,8],[4,3,3,3],[]]       | ["","","","[1]","[-1]","[1]","False","[0]","1"]
            aten::convolution       | [[2,3,8,8],[4,3,3,3],[]]       | ["","","","[1]","[0]","[1]","maybe","[0]","1"]
            aten::convolution_backward | [[2,4,4,4],[2,3,8,8],[4,3,3,3]] | ["","","","","","","","False"]
            aten::_scaled_dot_product_flash_attention | [[2,3,4,8],[2,3,4,8],[2,3,4,8]] |
            aten::_scaled_dot_product_flash_attention | [[2,3,4,8],[2,3,5,8],[2,3,5,8]] | ["","","","0.","True"]
            flash_attn::_flash_attn_forward | [[2,4,3,8],[90,16,3,8],[90,16,3,8]] | ["","","","","","False"]
            aten::layer_norm        | [[2,3,4],[],[4],[4]]           |
            aten::_fused_rms_norm   | [[2,3,4],[],[4]]               | ["","[0]",""]
            aten::native_batch_norm_backward | [[2,3,4],[2,3,4]]     | ["","","","","","","","True","","[True]"]
            aten::upsample_nearest2d| [[1,2,3,3]]                    | ["","","[2.]"]
            aten::index_select      | [[10,4],[],[3]]                | ["","-1",""]
            """)
    void inputsThatDoNotFitTellNothing(String name, String dims, @Nullable String values) {
        OperatorModel model = Objects.requireNonNull(OperatorModels.of(name));
        String types = "["
                + String.join(
                        ",", IntStream.range(0, 4).mapToObj(i -> "\"float\"").toList()) + "]";
        assertThat(model.work(dims, types, values == null ? "" : values)).isNull();
    }
}
