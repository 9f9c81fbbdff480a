@NullMarked
package io.tracemill.bench.simulate.time;

import org.jspecify.annotations.NullMarked;
