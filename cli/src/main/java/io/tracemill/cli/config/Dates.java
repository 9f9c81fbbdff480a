package io.tracemill.cli.config;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A day: {@code YYYY-MM-DD}. */
public final class Dates implements ITypeConverter<LocalDate> {

    @Override
    public LocalDate convert(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            TypeConversionException rejected =
                    new TypeConversionException("must be a day such as 2026-03-31 but was \"" + text + "\"");
            rejected.initCause(e);
            throw rejected;
        }
    }
}
