package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputListTest {

    private final InputList list = new InputList();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "32,1000;\\r\\n1000,4096 | [[32,1000],[1000,4096]]",
                "32,3,224,224;7 | [[32,3,224,224],[7]]",
                ";\\r\\n8;\\r\\n | [[],[8],[]]",
                ";\\n; | [[],[],[]]",
                "0 | [[0]]",
                "'' | [[]]"
            })
    void shapesAreArraysInAnArray(String text, String json) {
        assertThat(list.readShapes(text.getBytes(UTF_8), 0, text.length())).isTrue();
        assertThat(text()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[1]]", "32,;,4", ",1", "1,", "1,,2", "1;\\t2", "1\\r\\n", "-1", "1.5", "1;\\", "1;\\r\\"})
    void whatIsNoListOfShapesIsNotRewritten(String text) {
        assertThat(list.readShapes(text.getBytes(UTF_8), 0, text.length())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "float;\\r\\nc10::Half;\\r\\n | [\"float\",\"c10::Half\",\"\"]",
                "long int | [\"long int\"]",
                "a\\u003bb | [\"a\\u003bb\"]"
            })
    void namesAreStringsInAnArray(String text, String json) {
        list.readNames(text.getBytes(UTF_8), 0, text.length());
        assertThat(text()).isEqualTo(json);
    }

    @Test
    void onlyThePartOfABufferCounts() {
        byte[] buffer = "9,\"1;2\",".getBytes(UTF_8);
        assertThat(list.readShapes(buffer, 3, 6)).isTrue();
        assertThat(text()).isEqualTo("[[1],[2]]");
    }

    private String text() {
        return new String(list.array(), 0, list.size(), UTF_8);
    }
}
