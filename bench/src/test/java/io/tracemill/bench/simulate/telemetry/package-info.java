@NullMarked
package io.tracemill.bench.simulate.telemetry;

import org.jspecify.annotations.NullMarked;
