/** Tests of the pass as a whole: nesting, linking, rows and bottlenecks. */
@NullMarked
package io.tracemill.streams.pass;

import org.jspecify.annotations.NullMarked;
