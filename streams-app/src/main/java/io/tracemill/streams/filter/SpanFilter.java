package io.tracemill.streams.filter;

import io.tracemill.schemas.flat.Attribute;
import io.tracemill.streams.trace.Text;
import io.tracemill.streams.trace.TraceSpan;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Second filter: selects the spans that are written. Statistics do not depend on it.
 *
 * @param minDurationNanos spans at least this long are written, in ns; null for no such rule
 * @param categories spans of these categories are written; empty for no such rule
 */
public record SpanFilter(@Nullable Long minDurationNanos, Set<String> categories) {

    /** Checks that the duration is null or at least 0. */
    public SpanFilter {
        if (minDurationNanos != null && minDurationNanos < 0) {
            throw new IllegalArgumentException("min duration must be at least 0 ns but was " + minDurationNanos);
        }
        categories = Set.copyOf(categories);
    }

    /** Whether a span is written: always if there are no rules, or else if any rule selects it. */
    public boolean keeps(TraceSpan span) {
        if (minDurationNanos == null && categories.isEmpty()) {
            return true;
        }
        return isLongEnough(span) || isNamed(span);
    }

    private boolean isLongEnough(TraceSpan span) {
        return minDurationNanos != null && span.durationNanos() >= minDurationNanos;
    }

    private boolean isNamed(TraceSpan span) {
        Text category = span.string(Attribute.CATEGORY);
        return category != null && categories.contains(category.toString());
    }
}
