package io.tracemill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {

    @Test
    void whatCouldDoSomethingToATerminalOrALogIsEscaped() {
        assertThat(VisibleText.of("a\u001b[31mb\nc\rd\te\u0000\u007f\u009b"))
                .isEqualTo("a\\u001b[31mb\\nc\\rd\\te\\u0000\\u007f\\u009b");
        assertThat(VisibleText.of("a\u202eb\u2028c\u200f\ud83dd")).isEqualTo("a\\u202eb\\u2028c\\u200f\\ud83dd");
    }

    @Test
    void allElseStaysAsItIs() {
        String text = "\u4e2d\u6587 C:\\dir \"x\" \ud83d\ude00 \u00e9";

        assertThat(VisibleText.of(text)).isSameAs(text);
    }
}
