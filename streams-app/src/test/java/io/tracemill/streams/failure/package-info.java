/** Tests of the handling of failures. */
@NullMarked
package io.tracemill.streams.failure;

import org.jspecify.annotations.NullMarked;
