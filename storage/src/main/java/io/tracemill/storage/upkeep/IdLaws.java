package io.tracemill.storage.upkeep;

import io.tracemill.storage.rows.SpanConditions;
import java.util.List;

/** The laws that spans have ids of their own, and that the ids by which they name other spans are those of spans. */
final class IdLaws {

    private static final String PARENTS = "kind in ('OPERATOR', 'ANNOTATION')";

    private IdLaws() {}

    static List<Law> all() {
        return List.of(
                own(),
                reference("parent_id", PARENTS, "an operator or annotation"),
                reference("owner_id", PARENTS, "an operator or annotation"),
                reference("launch_id", "not " + SpanConditions.ON_DEVICE, "a span of the host"));
    }

    private static Law own() {
        return new Law("select min(file) as file, trace_id, 'span ' || span_id || ' archived' as what, 1 as expected,"
                + " count(*) as found from spans where span_id is not null group by trace_id, span_id having"
                + " count(*) > 1");
    }

    private static Law reference(String column, String named, String expected) {
        return new Law("select s.file, trace_id, 'span ' || span_id || ': " + column + "' as what, 'that of " + expected
                + "' as expected, " + column
                + " as found from spans s join traces t using (trace_id) where state <> 'BROKEN'"
                + " and " + column
                + " is not null and not exists (from spans o where o.trace_id = s.trace_id and o.span_id = s."
                + column + " and " + named + ")");
    }
}
