package io.tracemill.cli.log;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Hands lines to the {@link LogOutput}, if they are serious enough. */
final class LineLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    private final transient LogOutput output;
    private final boolean ofLibrary;

    LineLogger(String name, LogOutput output) {
        this.name = name;
        this.output = output;
        this.ofLibrary = Stream.of("org.apache.kafka.", "kafka.", "state.", "io.apicurio.", "org.eclipse.jetty.")
                .anyMatch(name::startsWith);
    }

    @Override
    public boolean isTraceEnabled() {
        return output.shows(Level.TRACE, ofLibrary);
    }

    @Override
    public boolean isDebugEnabled() {
        return output.shows(Level.DEBUG, ofLibrary);
    }

    @Override
    public boolean isInfoEnabled() {
        return output.shows(Level.INFO, ofLibrary);
    }

    @Override
    public boolean isWarnEnabled() {
        return output.shows(Level.WARN, ofLibrary);
    }

    @Override
    public boolean isErrorEnabled() {
        return output.shows(Level.ERROR, ofLibrary);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null; // nobody asks where in the code a line was written
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable error) {
        String message = String.valueOf(MessageFormatter.basicArrayFormat(pattern, arguments));
        output.write(level, name, message, error);
    }
}
