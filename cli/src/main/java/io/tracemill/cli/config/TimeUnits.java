package io.tracemill.cli.config;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A unit of time: {@code s}, {@code ms}, {@code us} or {@code ns}. */
public final class TimeUnits implements ITypeConverter<TimeUnit> {

    private static final Map<String, TimeUnit> UNITS = Map.of(
            "s",
            TimeUnit.SECONDS,
            "ms",
            TimeUnit.MILLISECONDS,
            "us",
            TimeUnit.MICROSECONDS,
            "ns",
            TimeUnit.NANOSECONDS);

    @Override
    public TimeUnit convert(String text) {
        TimeUnit unit = UNITS.get(text);
        if (unit == null) {
            throw new TypeConversionException(
                    "must be " + Alternatives.of(List.of("s", "ms", "us", "ns")) + " but was \"" + text + '"');
        }
        return unit;
    }
}
