package io.tracemill.telemetry.text;

import io.tracemill.telemetry.sample.SampleKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types that lines of {@code # TYPE} declared, and what they make of a sample. */
final class MetricTypes {

    private static final long MOST_BYTES = 4 << 20;
    private static final List<String> SUMS = List.of("_total", "_bucket", "_sum", "_count");
    private static final List<String> VALUES = List.of("_gsum", "_gcount", "_created", "_info");

    private enum Type {
        COUNTER,
        GAUGE,
        GAUGEHISTOGRAM,
        HISTOGRAM,
        INFO,
        STATESET,
        SUMMARY,
        UNKNOWN,
        UNTYPED
    }

    private final ByteKeys<Type> types = new ByteKeys<>(MOST_BYTES);

    /** Declares the type of a family; whether anything changed. */
    boolean declare(byte[] buffer, int from, int to, String name) {
        Type type = type(name);
        if (types.get(buffer, from, to) == type) {
            return false;
        }
        types.put(buffer, from, to, type);
        return true;
    }

    /** The names of samples whose kind may come from the type of a family. */
    static List<String> samplesOf(String family) {
        return Stream.of(List.of(""), SUMS, VALUES)
                .flatMap(List::stream)
                .map(suffix -> family + suffix)
                .toList();
    }

    private static Type type(String name) {
        for (Type type : Type.values()) {
            if (type.name().equalsIgnoreCase(name)) {
                return type;
            }
        }
        return Type.UNKNOWN;
    }

    /** What a sample of this name counts. */
    SampleKind kind(String metric) {
        Type own = get(metric);
        if (own != null) {
            return switch (own) {
                case COUNTER -> SampleKind.COUNTER;
                case GAUGE, INFO, STATESET, SUMMARY -> SampleKind.GAUGE;
                case HISTOGRAM, GAUGEHISTOGRAM, UNKNOWN, UNTYPED -> SampleKind.UNKNOWN;
            };
        }
        if (familyOf(metric, VALUES) != null) {
            return SampleKind.GAUGE;
        }
        Type family = familyOf(metric, SUMS);
        if (family == null) {
            return SampleKind.UNKNOWN;
        }
        return switch (family) {
            case COUNTER, HISTOGRAM, SUMMARY -> SampleKind.COUNTER;
            case GAUGE, GAUGEHISTOGRAM, INFO, STATESET -> SampleKind.GAUGE;
            case UNKNOWN, UNTYPED -> SampleKind.UNKNOWN;
        };
    }

    private @Nullable Type familyOf(String metric, List<String> suffixes) {
        for (String suffix : suffixes) {
            if (metric.endsWith(suffix)) {
                return get(metric.substring(0, metric.length() - suffix.length()));
            }
        }
        return null;
    }

    private @Nullable Type get(String family) {
        byte[] name = family.getBytes(StandardCharsets.UTF_8);
        return types.get(name, 0, name.length);
    }
}
