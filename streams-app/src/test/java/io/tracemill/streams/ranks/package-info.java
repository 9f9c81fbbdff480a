/** Tests of the comparison of ranks. */
@NullMarked
package io.tracemill.streams.ranks;

import org.jspecify.annotations.NullMarked;
