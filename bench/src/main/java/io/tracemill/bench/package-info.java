/** Trace generator and benchmarks. */
@NullMarked
package io.tracemill.bench;

import org.jspecify.annotations.NullMarked;
