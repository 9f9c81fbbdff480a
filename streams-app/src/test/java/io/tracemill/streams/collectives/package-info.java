/** Tests of the comparison of collectives. */
@NullMarked
package io.tracemill.streams.collectives;

import org.jspecify.annotations.NullMarked;
