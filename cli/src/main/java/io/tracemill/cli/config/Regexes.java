package io.tracemill.cli.config;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A regular expression. */
public final class Regexes implements ITypeConverter<Pattern> {

    @Override
    public Pattern convert(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new TypeConversionException(
                    "must be a regular expression but was \"" + text + "\": " + e.getDescription());
        }
    }
}
