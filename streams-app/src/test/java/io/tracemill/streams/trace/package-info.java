/** Tests of what spans are made of. */
@NullMarked
package io.tracemill.streams.trace;

import org.jspecify.annotations.NullMarked;
