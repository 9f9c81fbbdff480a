package io.tracemill.ingest.work;

import io.tracemill.schemas.ComputeUnit;

/** Precision of the elements of an input, with the units of a device that compute in it. */
enum Precision {
    FP64(ComputeUnit.MATRIX_FP64, ComputeUnit.VECTOR_FP64),
    FP32(ComputeUnit.MATRIX_FP32, ComputeUnit.VECTOR_FP32),
    BF16(ComputeUnit.MATRIX_BF16, ComputeUnit.VECTOR_BF16),
    FP16(ComputeUnit.MATRIX_FP16, ComputeUnit.VECTOR_FP16),
    FP8(ComputeUnit.MATRIX_FP8, ComputeUnit.VECTOR_FP8),
    INT8(ComputeUnit.MATRIX_INT8, ComputeUnit.VECTOR_INT8),
    OTHER(ComputeUnit.MATRIX_OTHER, ComputeUnit.VECTOR_OTHER);

    private final ComputeUnit matrix;
    private final ComputeUnit vector;

    Precision(ComputeUnit matrix, ComputeUnit vector) {
        this.matrix = matrix;
        this.vector = vector;
    }

    /** Unit that multiplies matrices in this precision. */
    ComputeUnit matrix() {
        return matrix;
    }

    /** Unit that does all other work in this precision. */
    ComputeUnit vector() {
        return vector;
    }
}
