/** Tests of what measures the whole program. */
@NullMarked
package io.tracemill.bench.measure;

import org.jspecify.annotations.NullMarked;
