package io.tracemill.bench.simulate.telemetry;

import java.io.IOException;

/** What an exporter says, scrape by scrape. */
interface Scrapes {

    /** A word for the exporter, for the name of the file. */
    String source();

    /**
     * Writes the next scrape.
     *
     * @param nanos its time, in ns since the epoch
     * @param seconds time since the scrape before
     */
    void write(MetricsFile file, long nanos, double seconds) throws IOException;
}
