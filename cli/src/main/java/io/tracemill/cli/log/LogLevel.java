package io.tracemill.cli.log;

import org.slf4j.event.Level;

/** The least severity that is logged. */
public enum LogLevel {
    ERROR(Level.ERROR, LogLevel.NOTHING),
    WARN(Level.WARN, LogLevel.NOTHING),
    INFO(Level.INFO, Level.WARN.toInt()),
    DEBUG(Level.DEBUG, Level.INFO.toInt());

    /** More serious than anything. */
    private static final int NOTHING = Integer.MAX_VALUE;

    private final int own;
    private final int libraries;

    LogLevel(Level own, int libraries) {
        this.own = own.toInt();
        this.libraries = libraries;
    }

    /**
     * The least severity of what is logged; Kafka and the registry, which say a lot of their own doings, are one level
     * quieter.
     */
    int threshold(boolean ofLibrary) {
        return ofLibrary ? libraries : own;
    }
}
