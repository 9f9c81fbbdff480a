/** Measures how many faults of simulated runs raise an alert, after how long, and how many alerts are false. */
@NullMarked
package io.tracemill.cli.bench.alerts;

import org.jspecify.annotations.NullMarked;
