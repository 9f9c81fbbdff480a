/** What every reader gives: samples of series as their source names them, and what was refused. */
@NullMarked
package io.tracemill.telemetry.sample;

import org.jspecify.annotations.NullMarked;
