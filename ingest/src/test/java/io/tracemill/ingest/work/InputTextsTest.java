package io.tracemill.ingest.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputTextsTest {

    @Test
    void eachInputHasItsShapeTypeAndValue() {
        Inputs inputs = read(
                " [ [ 2 , 3 ] , [ ] , [[1],[\"]\",[7]]] , [0]]\n",
                "[\"c10::BFloat16\", \"Scalar\", [\"a\",\"b\"], \"q\\\"\\\\\"]",
                "[\"\", 1.5, \"[1, 1]\", true, \"False\"]");

        assertThat(inputs.shape(0).size(0)).isEqualTo(2);
        assertThat(inputs.shape(0).size(1)).isEqualTo(3);
        assertThat(inputs.shape(1).isKnown()).isTrue();
        assertThat(inputs.shape(1).isTensor()).isFalse();
        assertThat(inputs.shape(2).isKnown()).isFalse();
        assertThat(inputs.shape(3).elements()).isZero();
        assertThat(inputs.shape(4).isKnown()).isFalse();
        assertThat(inputs.types()).containsExactly("c10::BFloat16", "Scalar", "", "");
        assertThat(inputs.values()).containsExactly("", "1.5", "[1, 1]", "true", "False");
        assertThat(inputs.numbers(2).size(1)).isEqualTo(1);
        assertThat(inputs.numbers(1).isKnown()).isFalse();
        assertThat(inputs.isFalse(4)).isTrue();
        assertThat(inputs.value(5)).isEmpty();
        assertThat(inputs.lastValue()).isEqualTo("False");
    }

    @Test
    void textsThatAreNotRecordedAreEmpty() {
        Inputs inputs = read("[]", "", "");
        assertThat(inputs.types()).isEmpty();
        assertThat(inputs.type(0)).isEqualTo(ElementType.UNKNOWN);
        assertThat(inputs.lastValue()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "[[", "[[1]", "[[1],", "[[1],]", "[[1,]]", "[[1]]]", "[[1] [2]]", "[[1.5]]", "[[ - 1]]"})
    void whatIsNoArrayOfShapesIsNone(String dims) {
        assertThat(InputTexts.read(dims, "", "")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[\"a", "[\"a\"", "[\"a\\\"]", "[[\"a]\"]", "7", "{}"})
    void whatIsNoArrayOfTextsIsNone(String texts) {
        for (List<String> other : List.of(List.of(texts, ""), List.of("", texts))) {
            assertThat(InputTexts.read("[[1]]", other.get(0), other.get(1))).isNull();
        }
    }

    @Test
    void numbersStandInAListOrAlone() {
        assertThat(InputTexts.numbers("[2, 3]").elements()).isEqualTo(6);
        assertThat(InputTexts.numbers("4").elements()).isEqualTo(4);
        for (String text : List.of("", "a", "[a]", "-1", "[1", "1]", "[[1]]", "[1]x")) {
            assertThat(InputTexts.numbers(text).isTensor()).as(text).isFalse();
        }
    }

    private static Inputs read(String dims, String types, String values) {
        return Objects.requireNonNull(InputTexts.read(dims, types, values));
    }
}
