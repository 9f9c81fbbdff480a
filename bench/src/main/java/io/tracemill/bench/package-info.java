/** Trace generator and benchmarks: what is fed to the pipeline, and what measures it. */
@NullMarked
package io.tracemill.bench;

import org.jspecify.annotations.NullMarked;
