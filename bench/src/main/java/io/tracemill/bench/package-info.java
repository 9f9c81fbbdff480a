/** The trace generator, which feeds the pipeline, and the benchmark, which measures it as whole processes. */
@NullMarked
package io.tracemill.bench;

import org.jspecify.annotations.NullMarked;
