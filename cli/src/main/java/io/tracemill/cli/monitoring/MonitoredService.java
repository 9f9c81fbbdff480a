package io.tracemill.cli.monitoring;

import java.util.Optional;

/** A running service, as its HTTP pages show it. Any thread may call it at any time. */
interface MonitoredService {

    /** Why it cannot go on; empty as long as it can. A service that ends by a failure has none to show. */
    default Optional<String> failure() {
        return Optional.empty();
    }

    /** Why it does not do its work at the moment; empty while it does. */
    Optional<String> idleBecause();

    /** What it reads and writes, as text. */
    String topology();

    /** Writes the values of all its metrics. */
    void measure(MetricSink into);
}
