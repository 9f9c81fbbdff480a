/** Units of what is measured, and how a sentence shows a value. */
@NullMarked
package io.tracemill.streams.unit;

import org.jspecify.annotations.NullMarked;
