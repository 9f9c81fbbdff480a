/** Tests of the topologies: a small trace in, a small table out. */
@NullMarked
package io.tracemill.streams;

import org.jspecify.annotations.NullMarked;
