package io.tracemill.cli.monitoring;

import java.util.Locale;

/** The commands that run until they are asked to stop. */
public enum Service {
    INGEST,
    STREAM,
    ARCHIVE,
    RECEIVE,
    SCRAPE,
    BRIDGE,
    NOTIFY,
    SERVE;

    /** Name of the command. */
    public String command() {
        return name().toLowerCase(Locale.ROOT);
    }
}
