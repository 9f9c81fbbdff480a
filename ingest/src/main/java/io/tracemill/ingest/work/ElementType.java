package io.tracemill.ingest.work;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/**
 * Type of the elements of an input.
 *
 * @param bytes bytes of an element; 0 if unknown
 */
record ElementType(int bytes, Precision precision) {

    static final ElementType UNKNOWN = new ElementType(0, Precision.OTHER);

    /** Type of a result that is more precise than its inputs of one byte. */
    static final ElementType TWO_BYTES = other(2);

    /**
     * Types by the names that PyTorch and Ascend's CANN give them, in lower case; a number that is no tensor is a
     * scalar.
     */
    private static final Map<String, ElementType> BY_NAME = Map.ofEntries(
            entry("double", new ElementType(8, Precision.FP64)),
            entry("float", new ElementType(4, Precision.FP32)),
            entry("float16", new ElementType(2, Precision.FP16)),
            entry("dt_bf16", new ElementType(2, Precision.BF16)),
            entry("int8", new ElementType(1, Precision.INT8)),
            entry("c10::bfloat16", new ElementType(2, Precision.BF16)),
            entry("c10::half", new ElementType(2, Precision.FP16)),
            entry("c10::float8_e4m3fn", new ElementType(1, Precision.FP8)),
            entry("c10::float8_e4m3fnuz", new ElementType(1, Precision.FP8)),
            entry("c10::float8_e5m2", new ElementType(1, Precision.FP8)),
            entry("c10::float8_e5m2fnuz", new ElementType(1, Precision.FP8)),
            entry("signed char", new ElementType(1, Precision.INT8)),
            entry("c10::float8_e8m0fnu", other(1)),
            entry("c10::float4_e2m1fn_x2", other(1)),
            entry("unsigned char", other(1)),
            entry("bool", other(1)),
            entry("short", other(2)),
            entry("short int", other(2)),
            entry("unsigned short", other(2)),
            entry("int", other(4)),
            entry("unsigned int", other(4)),
            entry("scalar", other(4)),
            entry("long", other(8)),
            entry("long int", other(8)),
            entry("unsigned long", other(8)),
            entry("c10::complex<c10::half>", other(4)),
            entry("c10::complex<float>", other(8)),
            entry("c10::complex<double>", other(16)));

    private static ElementType other(int bytes) {
        return new ElementType(bytes, Precision.OTHER);
    }

    /** Type of a name; {@link #UNKNOWN} for any other. */
    static ElementType of(String name) {
        return BY_NAME.getOrDefault(name.toLowerCase(Locale.ROOT), UNKNOWN);
    }
}
