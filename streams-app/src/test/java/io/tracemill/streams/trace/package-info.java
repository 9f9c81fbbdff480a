/** Tests of the tables of strings and ids. */
@NullMarked
package io.tracemill.streams.trace;

import org.jspecify.annotations.NullMarked;
