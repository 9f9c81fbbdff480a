/** The measurement of how many faults of simulated runs are found, and how often the cause is right. */
@NullMarked
package io.tracemill.cli.bench.faults;

import org.jspecify.annotations.NullMarked;
