/** Tests of statistics that several analyses use. */
@NullMarked
package io.tracemill.streams.rollup;

import org.jspecify.annotations.NullMarked;
