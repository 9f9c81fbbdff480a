package io.tracemill.cli.config;

import io.tracemill.schemas.TraceLabel;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A label of a trace: {@code key=value}. */
public final class Labels implements ITypeConverter<TraceLabel> {

    /** Commas between labels: those that a key follows. A value may contain others. */
    public static final String BETWEEN = ",(?=[a-z][a-z0-9_.-]{0,63}=)";

    @Override
    public TraceLabel convert(String text) {
        try {
            return TraceLabel.parse(text);
        } catch (IllegalArgumentException e) {
            TypeConversionException rejected = new TypeConversionException(String.valueOf(e.getMessage()));
            rejected.initCause(e);
            throw rejected;
        }
    }
}
