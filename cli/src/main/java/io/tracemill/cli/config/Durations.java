package io.tracemill.cli.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of time as a person writes it: a number and ns, us, ms, s, min, h or d. A number alone could mean any of
 * them.
 */
public final class Durations implements ITypeConverter<Duration> {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,12}(?:\\.\\d+)?)\\s*(ns|us|µs|μs|ms|s|min|h|d)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "min", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    @Override
    public Duration convert(String text) {
        Matcher duration = DURATION.matcher(text.strip());
        if (!duration.matches()) {
            throw new TypeConversionException(
                    "must be a time such as 10us, 1.5ms, 2s, 12h or 90d but was \"" + text + "\"");
        }
        long unit = NANOS.getOrDefault(duration.group(2), 1L);
        BigDecimal nanos = new BigDecimal(duration.group(1)).multiply(BigDecimal.valueOf(unit));
        if (nanos.compareTo(LONGEST) > 0) {
            throw new TypeConversionException("must be a time of at most 106751d but was \"" + text + "\"");
        }
        return Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_EVEN).longValue());
    }
}
