package io.tracemill.storage.rows;

import static java.util.Map.entry;

import io.tracemill.schemas.flat.Counters;
import io.tracemill.schemas.flat.FlatSpan;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a collective's arguments and counters say of it as a whole. Used again and again, as spans are. */
final class Collective {

    static final CounterColumns TIMES =
            new CounterColumns("elapsed_ns", "transit_ns", "wait_ns", "synchronization_ns", "idle_ns");

    /** Bytes of an element, by what PyTorch calls its type. */
    private static final Map<String, Integer> ELEMENT_BYTES = Map.ofEntries(
            entry("Bool", 1),
            entry("Byte", 1),
            entry("Char", 1),
            entry("Float8_e4m3fn", 1),
            entry("Float8_e4m3fnuz", 1),
            entry("Float8_e5m2", 1),
            entry("Float8_e5m2fnuz", 1),
            entry("Short", 2),
            entry("UInt16", 2),
            entry("Half", 2),
            entry("BFloat16", 2),
            entry("Int", 4),
            entry("UInt32", 4),
            entry("Float", 4),
            entry("ComplexHalf", 4),
            entry("Long", 8),
            entry("UInt64", 8),
            entry("Double", 8),
            entry("ComplexFloat", 8),
            entry("ComplexDouble", 16));

    private final Arguments arguments = new Arguments(
            List.of("Collective name", "Process Group Name", "Group size", "In msg nelems", "dtype", "data_type"));
    private FlatSpan span = new FlatSpan();
    private final double[] times = TIMES.values();
    private @Nullable String kind;
    private @Nullable String group;
    private @Nullable String elementType;
    private double groupSize;
    private double elements;

    void set(FlatSpan of) {
        span = of;
        Arrays.fill(times, CounterColumns.NONE);
        Counters counters = new Counters(of.event);
        while (counters.next()) {
            int time = TIMES.indexOf(counters);
            if (time >= 0) {
                times[time] = counters.value();
            }
        }
        arguments.read(of.event);
        kind = arguments.get(0);
        group = arguments.get(1);
        groupSize = number(arguments.get(2));
        elements = number(arguments.get(3));
        elementType = arguments.get(4) == null ? arguments.get(5) : arguments.get(4);
    }

    private static double number(@Nullable String value) {
        return value != null && value.matches("[0-9]{1,15}") ? Long.parseLong(value) : CounterColumns.NONE;
    }

    FlatSpan span() {
        return span;
    }

    double[] times() {
        return times;
    }

    /** What it does, such as {@code allreduce}. */
    @Nullable
    String kind() {
        return kind;
    }

    /** The group of processes that take part. */
    @Nullable
    String group() {
        return group;
    }

    /** Type of what is sent, as the file gives it. */
    @Nullable
    String elementType() {
        return elementType;
    }

    /** How many processes take part. */
    double groupSize() {
        return groupSize;
    }

    /** Bytes that this process puts in. */
    double messageBytes() {
        Integer size = elementType == null ? null : ELEMENT_BYTES.get(elementType);
        return size == null ? CounterColumns.NONE : elements * size;
    }
}
