package io.tracemill.cli.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The output of all loggers: stderr, from {@link LogLevel#WARN} on and as text unless {@link #set} says otherwise. */
public final class LogOutput implements ILoggerFactory {

    private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();
    private final PrintStream out;
    private volatile LogLevel level = LogLevel.WARN;
    private volatile LogFormat format = LogFormat.TEXT;

    LogOutput() {
        this(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    LogOutput(PrintStream out) {
        this.out = out;
    }

    /** The one that SLF4J has found. */
    public static LogOutput ofProcess() {
        if (LoggerFactory.getILoggerFactory() instanceof LogOutput own) {
            return own;
        }
        throw new IllegalStateException("SLF4J must have found " + LogProvider.class.getName());
    }

    /** How much is logged from now on, and how it is written. */
    public void set(LogLevel newLevel, LogFormat newFormat) {
        level = newLevel;
        format = newFormat;
    }

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, fresh -> new LineLogger(fresh, this));
    }

    boolean shows(Level severity, boolean ofLibrary) {
        return severity.toInt() >= level.threshold(ofLibrary);
    }

    void write(Level severity, String logger, String message, @Nullable Throwable error) {
        out.println(format.write(new LogLine(Instant.now(), severity, logger, message, error)));
    }
}
