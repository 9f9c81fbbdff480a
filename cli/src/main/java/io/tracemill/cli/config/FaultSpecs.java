package io.tracemill.cli.config;

import io.tracemill.bench.simulate.SimulationConfig.WantedFault;
import io.tracemill.bench.simulate.fault.FaultKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A fault of a simulated run, as {@code KIND} or {@code KIND=PCT}. */
public final class FaultSpecs implements ITypeConverter<WantedFault> {

    private static final Pattern FAULT = Pattern.compile("([a-z-]+)(?:=(\\d{1,4}(?:\\.\\d+)?)%?)?");

    @Override
    public WantedFault convert(String text) {
        Matcher fault = FAULT.matcher(text.strip());
        Optional<FaultKind> kind = fault.matches() ? FaultKind.of(fault.group(1)) : Optional.empty();
        if (kind.isEmpty()) {
            throw new TypeConversionException("must be one of " + words()
                    + ", alone or with a severity such as slow-link=20%, but was \"" + text + "\"");
        }
        String percent = fault.group(2);
        try {
            return new WantedFault(
                    kind.get(),
                    percent == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(percent) / 100));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static String words() {
        return Arrays.stream(FaultKind.values()).map(FaultKind::word).collect(Collectors.joining(", "));
    }
}
