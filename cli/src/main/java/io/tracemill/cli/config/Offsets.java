package io.tracemill.cli.config;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** A time from the start of a trace as people and reports write it: a {@link Durations length of time}, or +118 ms. */
public final class Offsets implements ITypeConverter<Duration> {

    private final Durations durations = new Durations();

    @Override
    public Duration convert(String text) {
        return durations.convert(text.strip().startsWith("+") ? text.strip().substring(1) : text);
    }
}
