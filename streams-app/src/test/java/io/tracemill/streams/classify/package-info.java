/** Tests of the verdicts and laws. */
@NullMarked
package io.tracemill.streams.classify;

import org.jspecify.annotations.NullMarked;
