package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import io.tracemill.ingest.dialect.Linking.ByCorrelationId;
import java.util.Map;

/** Any other Chrome trace: operators and kernels are told by the common categories and linked by correlation id. */
final class ChromeDialect implements Dialect {

    private static final ArgNames ARGS = ArgNames.sharedAnd(Map.ofEntries(
            entry("correlation_id", ArgField.CORRELATION),
            entry("external_id", ArgField.EXTERNAL_ID),
            entry("registers_per_thread", ArgField.REGISTERS),
            entry("shared_memory", ArgField.SHARED_MEMORY),
            entry("shared_memory_bytes", ArgField.SHARED_MEMORY),
            entry("occupancy", ArgField.OCCUPANCY),
            entry("occupancy_pct", ArgField.OCCUPANCY),
            entry("input_shapes", ArgField.INPUT_DIMS),
            entry("input_dims", ArgField.INPUT_DIMS),
            entry("input_types", ArgField.INPUT_TYPES),
            entry("counters", ArgField.COUNTERS)));

    private static final CategoryKinds KINDS = CategoryKinds.sharedAnd(Map.of());

    private static final Linking LINKING = ByCorrelationId.ofCallsAndOperators();

    @Override
    public String name() {
        return "chrome";
    }

    @Override
    public Telltales telltales() {
        return Telltales.NONE;
    }

    @Override
    public ArgNames argNames() {
        return ARGS;
    }

    @Override
    public CategoryKinds categoryKinds() {
        return KINDS;
    }

    @Override
    public Linking linking() {
        return LINKING;
    }
}
