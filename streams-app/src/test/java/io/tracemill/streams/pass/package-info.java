/** Tests of this package. */
@NullMarked
package io.tracemill.streams.pass;

import org.jspecify.annotations.NullMarked;
