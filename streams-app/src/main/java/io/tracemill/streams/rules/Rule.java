package io.tracemill.streams.rules;

import io.tracemill.streams.unit.Unit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When there is an alert, and of what.
 *
 * @param name name, such as {@code device_temperature}
 * @param each what has an alert each
 * @param measure the value that it looks at
 * @param timing in which windows, and for how long
 * @param limits values beyond which something is wrong; parts of the baseline if it compares with that
 * @param ofBaseline whether the value is compared with what it was in the hour before
 * @param during what must hold for the value to count; null if it always counts
 * @param texts what people read of it
 */
public record Rule(
        String name,
        Each each,
        Measure measure,
        Timing timing,
        Limits limits,
        boolean ofBaseline,
        @Nullable Guard during,
        Texts texts) {

    /**
     * When an alert begins and ends.
     *
     * @param windowMinutes length of the window, from 1 to 10
     * @param forMinutes for how long something must be wrong
     * @param clearMinutes for how long nothing must be wrong any more
     */
    public record Timing(int windowMinutes, int forMinutes, int clearMinutes) {}

    /**
     * What must hold for a value to count.
     *
     * @param above number that it must be above; null for none
     * @param below number that it must be below; null for none
     */
    public record Guard(
            Measure measure,
            @Nullable Double above,
            @Nullable Double below) {

        /** Whether a value is within. */
        public boolean holds(double value) {
            return (above == null || value > above) && (below == null || value < below);
        }

        String text() {
            return measure.text() + (above == null ? "" : " above " + above) + (below == null ? "" : " below " + below);
        }
    }

    /**
     * What people read of a rule.
     *
     * @param title what is wrong, without a value
     * @param says the beginning of a sentence that ends with a value
     * @param unit unit of the value
     * @param why why the limits are as they are
     * @param advice what to do about it
     */
    public record Texts(String title, String says, Unit unit, String why, String advice, List<String> sources) {

        /** Keeps its own list. */
        public Texts {
            sources = List.copyOf(sources);
        }
    }

    /** Quantities that are read for it. */
    public Set<String> quantities() {
        Set<String> names = new TreeSet<>();
        measure.quantities().forEach(names::add);
        if (during != null) {
            during.measure().quantities().forEach(names::add);
        }
        return names;
    }

    /** What it looks at, in words. */
    public String looksAt() {
        return measure.text();
    }

    /** One of its limits in words, such as {@code above 85 Cel}; empty for null. */
    public String limit(@Nullable Double limit) {
        if (limit == null) {
            return "";
        }
        Unit unit = ofBaseline ? Unit.SHARE : texts.unit();
        return (limits.above() ? "above " : "below ") + unit.show(limit) + (ofBaseline ? " of the hour before" : "");
    }

    /** Whether a quantity is read for it. */
    public boolean asks(String quantity) {
        return measure.asks(quantity) || (during != null && during.measure().asks(quantity));
    }

    /** Number that changes if what it does changes, and not if only its texts do. */
    int hash() {
        return String.valueOf(List.of(each, measure, timing, limits, ofBaseline, String.valueOf(during)))
                .hashCode();
    }
}
