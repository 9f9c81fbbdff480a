package io.tracemill.streams.filter;

import io.tracemill.streams.trace.Text;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The first filter: drops whole categories before the pass, and counts what it dropped. */
public final class EventFilter {

    private final Set<String> categories;
    private final Map<String, Long> dropped = new TreeMap<>();

    /** A filter that drops these categories, as the file spells them. */
    public EventFilter(Set<String> categories) {
        this.categories = Set.copyOf(categories);
    }

    /** Whether an event of this category is dropped; counts it if so. */
    public boolean drops(@Nullable Text category) {
        if (category == null || !categories.contains(category.toString())) {
            return false;
        }
        dropped.merge(category.toString(), 1L, Long::sum);
        return true;
    }

    /** Whether it lets everything pass. */
    public boolean isOpen() {
        return categories.isEmpty();
    }

    /** Dropped events by category. */
    public Map<String, Long> dropped() {
        return dropped;
    }
}
