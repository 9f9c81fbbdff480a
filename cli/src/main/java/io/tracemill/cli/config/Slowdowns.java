package io.tracemill.cli.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Kernels that take longer, as {@code REGEX=FACTOR}. */
public final class Slowdowns implements ITypeConverter<Slowdown> {

    private static final Pattern SLOWDOWN = Pattern.compile("(.+)=(\\d{1,3}(?:\\.\\d+)?)");

    @Override
    public Slowdown convert(String text) throws Exception {
        Matcher slowdown = SLOWDOWN.matcher(text);
        if (!slowdown.matches() || Double.parseDouble(slowdown.group(2)) == 0) {
            throw new TypeConversionException("must be REGEX=FACTOR, such as gemm=1.3, but was \"" + text + "\"");
        }
        return new Slowdown(new Regexes().convert(slowdown.group(1)), Double.parseDouble(slowdown.group(2)));
    }
}
