/** Tests of this package. */
@NullMarked
package io.tracemill.streams.failure;

import org.jspecify.annotations.NullMarked;
