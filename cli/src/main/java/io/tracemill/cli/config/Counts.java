package io.tracemill.cli.config;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of things, at least one. */
public final class Counts implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String text) {
        if (!text.strip().matches("0*[1-9]\\d{0,8}")) {
            throw new TypeConversionException("must be a number of at least 1 but was \"" + text + "\"");
        }
        return Integer.valueOf(text.strip());
    }
}
