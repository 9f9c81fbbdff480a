package io.tracemill.cli.config;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A port of TCP, from 1 to 65535. */
public final class Ports implements ITypeConverter<Integer> {

    private static final int LAST = 65_535;

    @Override
    public Integer convert(String text) {
        if (text.strip().matches("[1-9]\\d{0,4}") && Integer.parseInt(text.strip()) <= LAST) {
            return Integer.valueOf(text.strip());
        }
        throw new TypeConversionException("must be a port from 1 to " + LAST + " but was \"" + text + "\"");
    }
}
