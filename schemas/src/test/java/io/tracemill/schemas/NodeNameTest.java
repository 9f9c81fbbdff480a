package io.tracemill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeNameTest {

    @ParameterizedTest
    @CsvSource({
        "N17,n17",
        "gpu-7.rack2.example.org,gpu-7",
        "' n1 ',n1",
        "10.0.0.7,10.0.0.7",
        "fe80::1,fe80::1",
        "localhost.example.org,localhost"
    })
    void namesOfOneNodeHaveOneForm(String text, String name) {
        assertThat(NodeName.of(text)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "localhost", "LOCALHOST", "127.0.0.1", "127.0.1.1", "::1", "0.0.0.0"})
    void aNameByWhichEveryNodeCallsItselfIsNone(String text) {
        assertThat(NodeName.of(text)).isNull();
    }

    @Test
    void thereIsNoNameOfNothing() {
        assertThat(NodeName.of(null)).isNull();
    }
}
