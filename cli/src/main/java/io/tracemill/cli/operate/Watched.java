package io.tracemill.cli.operate;

import java.util.Optional;

/** A running service, as its pages show it. Asked by any thread, at any time. */
interface Watched {

    /** Why it cannot go on; empty as long as it can. */
    Optional<String> failure();

    /** Why it does not do its work at the moment; empty while it does. */
    Optional<String> idleBecause();

    /** What it reads and writes, as text. */
    String topology();

    /** Says all it measures. */
    void measure(Measures into);
}
