package io.tracemill.streams.filter;

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
    public boolean drops(@Nullable String category) {
        if (category == null || !categories.contains(category)) {
            return false;
        }
        dropped.merge(category, 1L, Long::sum);
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
