package io.tracemill.cli.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A share of a whole in percent, with or without the sign: 0 to 100. */
public final class Percents implements ITypeConverter<Double> {

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d+)?)\\s*%?");

    @Override
    public Double convert(String text) {
        Matcher percent = PERCENT.matcher(text.strip());
        double value = percent.matches() ? Double.parseDouble(percent.group(1)) : Double.NaN;
        if (!(value <= 100)) {
            throw new TypeConversionException("must be 0 to 100 percent but was \"" + text + "\"");
        }
        return value;
    }
}
