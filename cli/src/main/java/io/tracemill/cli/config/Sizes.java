package io.tracemill.cli.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An amount of data as a person writes it: a number and a unit, of 1000 (kB, MB, GB) or of 1024 (KiB, MiB, GiB). */
public final class Sizes implements ITypeConverter<Long> {

    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-z]*)");
    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "b",
            1L,
            "kb",
            1_000L,
            "mb",
            1_000_000L,
            "gb",
            1_000_000_000L,
            "kib",
            1L << 10,
            "mib",
            1L << 20,
            "gib",
            1L << 30);

    @Override
    public Long convert(String text) {
        Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        Long unit = size.matches() ? UNITS.get(size.group(2)) : null;
        if (unit == null) {
            throw new TypeConversionException("must be a size such as 500MB or 2GiB but was \"" + text + "\"");
        }
        return new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
    }
}
