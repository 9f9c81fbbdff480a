/** Tests of the trace generator. */
@NullMarked
package io.tracemill.bench.generate;

import org.jspecify.annotations.NullMarked;
