package io.tracemill.ingest.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * The tensors that an operator or annotation has as inputs.
 *
 * @param type PyTorch's name of the type of their elements, which all of them share
 * @param bytes their size, in bytes
 */
record InputTensors(String type, long bytes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Longest text of shapes or types that is read. */
    private static final int LONGEST = 1 << 13;

    private static final long MOST_ELEMENTS = 1L << 40;

    /**
     * Reads shapes and types as PyTorch records them: {@code [[8, 1024]]} and {@code ["float"]}. Null if they are not
     * of tensors of one known type.
     */
    static @Nullable InputTensors of(String shapes, String types) {
        if (shapes.isEmpty() || shapes.length() > LONGEST || types.isEmpty() || types.length() > LONGEST) {
            return null;
        }
        try {
            return of(JSON.readTree(shapes), JSON.readTree(types));
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static @Nullable InputTensors of(JsonNode shapes, JsonNode types) {
        if (!shapes.isArray() || shapes.size() != types.size() || shapes.isEmpty()) {
            return null;
        }
        String type = ElementTypes.ofInput(types.path(0).asText());
        Integer elementBytes = ElementTypes.bytes(type);
        if (elementBytes == null) {
            return null;
        }
        long bytes = 0;
        for (int i = 0; i < shapes.size(); i++) {
            long elements = elements(shapes.get(i));
            if (elements < 0 || !ElementTypes.ofInput(types.get(i).asText()).equals(type)) {
                return null;
            }
            bytes += elements * elementBytes;
        }
        return new InputTensors(type, bytes);
    }

    /** Product of a shape; negative if it is none, or larger than any memory. */
    private static long elements(JsonNode shape) {
        long elements = shape.isArray() ? 1 : -1;
        for (JsonNode extent : shape) {
            long next = extent.canConvertToExactIntegral() ? extent.asLong() : -1;
            if (next < 0 || elements > MOST_ELEMENTS / Math.max(1, next)) {
                return -1;
            }
            elements *= next;
        }
        return elements;
    }
}
