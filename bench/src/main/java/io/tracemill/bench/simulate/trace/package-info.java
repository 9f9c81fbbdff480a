/** Files of a simulated run as PyTorch's profiler writes them, one for each rank. */
@NullMarked
package io.tracemill.bench.simulate.trace;

import org.jspecify.annotations.NullMarked;
