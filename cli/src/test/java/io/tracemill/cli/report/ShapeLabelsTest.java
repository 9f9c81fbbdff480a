package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.sheet.Named;
import org.junit.jupiter.api.Test;

class ShapeLabelsTest {

    @Test
    void tensorsAreWrittenShort() {
        String dims = "[[],[32,64,56,56],[64,64,1,1],[[8,4],[8]],[]]";
        assertThat(ShapeLabels.inputs(dims)).isEqualTo(new Named(dims, "32x64x56x56 64x64x1x1 8x4 8"));
    }

    @Test
    void whatHasNoTensorStaysAsItIs() {
        assertThat(ShapeLabels.inputs("[[],[]]")).isEqualTo(new Named("[[],[]]", "[[],[]]"));
        assertThat(ShapeLabels.inputs("damaged [[3,")).isEqualTo(new Named("damaged [[3,", "damaged [[3,"));
        assertThat(ShapeLabels.inputs(null)).isEqualTo(new Named(null, ""));
    }
}
