package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import io.tracemill.ingest.dialect.ArgField.Reading;
import io.tracemill.ingest.dialect.Linking.ByCorrelationId;
import io.tracemill.schemas.flat.Attribute;
import java.util.Map;

/** Plain Chrome traces: the common categories tell operators and kernels, correlation ids link them. */
final class ChromeDialect implements Dialect {

    private static final ArgNames ARGS = ArgNames.sharedAnd(Map.ofEntries(
            entry("correlation_id", new ArgField(Reading.ID, Attribute.CORRELATION_ID)),
            entry("external_id", ArgField.of(Attribute.EXTERNAL_ID)),
            entry("registers_per_thread", ArgField.of(Attribute.REGISTERS_PER_THREAD)),
            entry("shared_memory", ArgField.of(Attribute.SHARED_MEMORY_BYTES)),
            entry("shared_memory_bytes", ArgField.of(Attribute.SHARED_MEMORY_BYTES)),
            entry("occupancy", ArgField.of(Attribute.OCCUPANCY_PCT)),
            entry("occupancy_pct", ArgField.of(Attribute.OCCUPANCY_PCT)),
            entry("input_shapes", new ArgField(Reading.JSON, Attribute.INPUT_DIMS)),
            entry("input_dims", new ArgField(Reading.JSON, Attribute.INPUT_DIMS)),
            entry("input_types", new ArgField(Reading.JSON, Attribute.INPUT_TYPES)),
            entry("counters", ArgField.counter(Reading.COUNTERS))));

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
