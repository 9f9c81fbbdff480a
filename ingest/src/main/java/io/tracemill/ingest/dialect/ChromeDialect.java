package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.EventKind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    @Override
    public String name() {
        return "chrome";
    }

    @Override
    public Set<String> telltaleMembers() {
        return Set.of();
    }

    @Override
    public Set<String> telltaleCategories() {
        return Set.of();
    }

    @Override
    public @Nullable ArgField argField(String name) {
        return ARGS.field(name);
    }

    @Override
    public EventKind kindOf(@Nullable String category) {
        return Categories.kindOf(category);
    }

    @Override
    public boolean flowsAreRedundant() {
        return false;
    }

    @Override
    public boolean operatorsLaunch() {
        return true;
    }

    @Override
    public void complete(EventFields event, @Nullable String category) {
        // Nothing follows from anything else in a plain trace.
    }
}
