/** What the readers of messages share: limits, the refusal of a whole message, and the way of a sample to its sink. */
@NullMarked
package io.tracemill.telemetry.message;

import org.jspecify.annotations.NullMarked;
