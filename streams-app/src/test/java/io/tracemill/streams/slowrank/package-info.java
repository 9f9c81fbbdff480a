/** The rule about slow ranks, on small runs whose verdict follows by hand. */
@NullMarked
package io.tracemill.streams.slowrank;

import org.jspecify.annotations.NullMarked;
