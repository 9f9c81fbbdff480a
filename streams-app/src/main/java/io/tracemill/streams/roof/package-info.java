/** Peaks of devices, and what operators are bound by under them. */
@NullMarked
package io.tracemill.streams.roof;

import org.jspecify.annotations.NullMarked;
