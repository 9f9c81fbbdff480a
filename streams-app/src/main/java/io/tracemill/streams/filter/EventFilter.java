package io.tracemill.streams.filter;

import io.tracemill.streams.trace.Text;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** First filter: drops events by category before the pass and counts them. */
public final class EventFilter {

    private final Set<String> categories;
    private final Map<String, Long> dropped = new TreeMap<>();

    /** Creates a filter that drops these categories, spelled as in the file. */
    public EventFilter(Set<String> categories) {
        this.categories = Set.copyOf(categories);
    }

    /** Whether events of a category are dropped; counts the event if so. */
    public boolean drops(@Nullable Text category) {
        if (category == null || !categories.contains(category.toString())) {
            return false;
        }
        dropped.merge(category.toString(), 1L, Long::sum);
        return true;
    }

    /** Whether the filter drops nothing. */
    public boolean isOpen() {
        return categories.isEmpty();
    }

    /** Number of dropped events by category. */
    public Map<String, Long> dropped() {
        return dropped;
    }
}
