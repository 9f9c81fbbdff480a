package io.tracemill.ingest.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.ComputeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductKernelTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "2,3;3,4" | FLOAT;FLOAT | ND;ND | "2,4" | 48 104 MATRIX_FP32
            "3,2;3,4" | FLOAT16;FLOAT16 | FORMAT_ND;FORMAT_ND | "2,4" | 48 52 MATRIX_FP16
            "2,3;4,3;4" | DT_BF16;DT_BF16 | FORMAT_ND;FORMAT_ND | "2,4" | 56 60 MATRIX_BF16
            "5,2,3;5,3,4" | INT8;INT8 | ND;ND | "5,2,4" | 240 130 MATRIX_INT8
            "5,2,3;3,4" | FLOAT;FLOAT | ND;ND | "5,2,4" | 240 328 MATRIX_FP32
            "2,3;1,1,16,16" | FLOAT16;FLOAT16 | ND;FRACTAL_NZ | "2,4" | 48 540 MATRIX_FP16
            """)
    void theShapesOfInputsAndOutputTellTheWork(
            String inputs, String types, String formats, String output, String expected) {
        Work work = ProductKernel.work(inputs, types, formats, output);
        assertThat(work).isNotNull();
        assertThat(work == null ? "" : work.flops() + " " + work.bytes() + " " + work.unit())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "2,3;3,4"              | FRACTAL_NZ;ND | "2,4"
            "2,3"                  | ND            | "2,4"
            "2,3;3,4"              | ND;ND         | "4"
            "2,3;3,4"              | ND;ND         | "0,4"
            "2,3;3,4"              | ND;ND         | ""
            "2,3;2,4"              | ND;ND         | "2,4"
            "7,3;3,4"              | ND;ND         | "2,4"
            "2,x;3,4"              | ND;ND         | "2,4"
            "2,-3;3,4"             | ND;ND         | "2,4"
            ""                     | ``            | ``
            "1099511627776,1099511627776;1099511627776,4" | ND;ND | "1099511627776,4"
            """)
    void shapesThatDoNotFitTellNothing(String inputs, String formats, String output) {
        assertThat(ProductKernel.work(inputs, "FLOAT;FLOAT", formats, output)).isNull();
    }

    @Test
    void anUnknownTypeLeavesTheBytesOut() {
        assertThat(ProductKernel.work("2,3;3,4", "", "ND;ND", "2,4"))
                .isEqualTo(new Work(48, null, ComputeUnit.MATRIX_OTHER, false));
    }

    @ParameterizedTest
    @CsvSource({
        "MatMul, true",
        "MatMulV2, true",
        "BatchMatMulV3, true",
        "Conv2D, false",
        "GroupedMatmul, false",
        "MatMulV2Extra, false",
        "N/A, false"
    })
    void typesOfKernelsTellWhetherTheyMultiply(String type, boolean multiplies) {
        assertThat(ProductKernel.isType(type)).isEqualTo(multiplies);
    }
}
