/** Tests of the statistics that all analyses share. */
@NullMarked
package io.tracemill.streams.rollup;

import org.jspecify.annotations.NullMarked;
