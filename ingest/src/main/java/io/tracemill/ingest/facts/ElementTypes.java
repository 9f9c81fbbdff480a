package io.tracemill.ingest.facts;

import static java.util.Map.entry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Types of the elements of tensors, as PyTorch and HCCL name them. */
final class ElementTypes {

    /** Bytes of an element, by PyTorch's name of its type, and by that of HCCL. */
    private static final Map<String, Integer> BYTES = Map.ofEntries(
            entry("Bool", 1),
            entry("Byte", 1),
            entry("Char", 1),
            entry("Float8_e4m3fn", 1),
            entry("Float8_e4m3fnuz", 1),
            entry("Float8_e5m2", 1),
            entry("Float8_e5m2fnuz", 1),
            entry("Short", 2),
            entry("UInt16", 2),
            entry("Half", 2),
            entry("BFloat16", 2),
            entry("Int", 4),
            entry("UInt32", 4),
            entry("Float", 4),
            entry("ComplexHalf", 4),
            entry("Long", 8),
            entry("UInt64", 8),
            entry("Double", 8),
            entry("ComplexFloat", 8),
            entry("ComplexDouble", 16),
            entry("INT8", 1),
            entry("UINT8", 1),
            entry("INT16", 2),
            entry("UINT16", 2),
            entry("FP16", 2),
            entry("BFP16", 2),
            entry("BF16", 2),
            entry("INT32", 4),
            entry("UINT32", 4),
            entry("FP32", 4),
            entry("INT64", 8),
            entry("UINT64", 8),
            entry("FP64", 8));

    /** PyTorch's names of types, by those of C++ that it writes for the inputs of operators. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            entry("bool", "Bool"),
            entry("unsigned char", "Byte"),
            entry("signed char", "Char"),
            entry("short int", "Short"),
            entry("short", "Short"),
            entry("int", "Int"),
            entry("long int", "Long"),
            entry("long", "Long"),
            entry("float", "Float"),
            entry("double", "Double"));

    private static final String NAMESPACE = "c10::";

    private ElementTypes() {}

    /** Bytes of an element of a type; null if the type is unknown. */
    static @Nullable Integer bytes(@Nullable String type) {
        return type == null ? null : BYTES.get(type);
    }

    /** PyTorch's name of the type of an operator's input. */
    static String ofInput(String type) {
        return type.startsWith(NAMESPACE) ? type.substring(NAMESPACE.length()) : NAMES.getOrDefault(type, type);
    }
}
