package io.tracemill.bench.generate;

import java.util.ArrayList;
import java.util.List;

/** Shapes and types of an operator's inputs, as JSON. */
record OperatorInputs(String dims, String types) {
    /** An input that is a number. */
    static final String NUMBER = "number";
    /** An input that is neither tensor nor number, such as a list or nothing. */
    static final String OTHER = "other";

    /** Of bfloat16 tensors of these shapes, numbers and others. */
    static OperatorInputs of(String... shapes) {
        return typed("c10::BFloat16", shapes);
    }

    static OperatorInputs typed(String tensorType, String... shapes) {
        List<String> dims = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (String shape : shapes) {
            boolean tensor = shape.startsWith("[");
            dims.add(tensor ? shape : "[]");
            types.add(tensor ? "\"" + tensorType + "\"" : shape.equals(NUMBER) ? "\"Scalar\"" : "\"\"");
        }
        return new OperatorInputs("[" + String.join(", ", dims) + "]", "[" + String.join(", ", types) + "]");
    }
}
