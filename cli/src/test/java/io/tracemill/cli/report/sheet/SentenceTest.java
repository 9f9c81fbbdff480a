package io.tracemill.cli.report.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.sheet.Sentence.Name;
import io.tracemill.cli.report.sheet.Sentence.Words;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceTest {

    @Test
    void theLongerOfTwoNamesIsFoundFirstAndNumbersStay() {
        assertThat(Sentence.of("gemm_tn and gemm after ")
                        .count(2)
                        .text(" gemm")
                        .naming(List.of("gemm", "gemm_tn", "absent"))
                        .parts())
                .containsExactly(
                        new Words(""),
                        new Name("gemm_tn"),
                        new Words(" and "),
                        new Name("gemm"),
                        new Words(" after "),
                        new Quantity(2, Unit.COUNT),
                        new Words(" "),
                        new Name("gemm"),
                        new Words(""));
    }
}
