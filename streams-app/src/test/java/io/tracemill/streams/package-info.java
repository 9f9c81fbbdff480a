/** Tests of the topology: small trace in, small table out. */
@NullMarked
package io.tracemill.streams;

import org.jspecify.annotations.NullMarked;
