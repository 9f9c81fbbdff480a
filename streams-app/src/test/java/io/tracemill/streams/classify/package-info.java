/** Tests of the causes of bottlenecks, and of the invariants. */
@NullMarked
package io.tracemill.streams.classify;

import org.jspecify.annotations.NullMarked;
