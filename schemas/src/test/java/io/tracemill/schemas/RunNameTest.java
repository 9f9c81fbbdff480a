package io.tracemill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunNameTest {

    @Test
    void whatTheArchiveCanTakeIsLeftAsItIs() {
        for (String name : List.of("r", "resnet-2026-03", "a b", "\u4e2d".repeat(27), "x".repeat(250), "null2", "..")) {
            assertThat(RunName.fault(name)).as(name).isEmpty();
            assertThat(RunName.fitted(name)).isEqualTo(name);
            assertThat(RunName.unescape(RunName.escape(name))).isEqualTo(name);
        }
    }

    @Test
    void whatItCannotTakeIsFittedAndStaysDifferent() {
        String chinese = "\u4e2d".repeat(51);
        for (String name : List.of(
                chinese,
                chinese + "x",
                "x".repeat(251),
                "\ud83d\ude00".repeat(60),
                "a\nb",
                "a\tb",
                "\u0000",
                "a\u009bb",
                "__HIVE_DEFAULT_PARTITION__",
                "NULL",
                "null",
                " ")) {
            String fitted = RunName.fitted(name);

            assertThat(RunName.fault(name)).as(name).isPresent();
            assertThat(RunName.fault(fitted)).as(fitted).isEmpty();
            assertThat(fitted).matches("(?s).*-[0-9a-f]{8}");
            assertThat(RunName.unescape(RunName.escape(fitted))).isEqualTo(fitted);
        }
        assertThat(RunName.fitted(chinese)).startsWith("\u4e2d".repeat(26) + "-");
        assertThat(RunName.fitted(chinese)).isNotEqualTo(RunName.fitted(chinese + "x"));
        assertThat(RunName.fitted("a\nb")).startsWith("a_b-").isNotEqualTo(RunName.fitted("a\tb"));
    }

    @Test
    void theLimitIsNamed() {
        assertThat(RunName.fault("\u4e2d".repeat(51)))
                .hasValue("at most 250 bytes as the name of a directory, where a byte of a character outside ASCII"
                        + " takes 3, and not 459");
    }
}
