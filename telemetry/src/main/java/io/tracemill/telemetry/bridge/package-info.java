/** Topics of other senders into the topic of readings. In: their messages. Out: batches, and letters of refused ones. */
@NullMarked
package io.tracemill.telemetry.bridge;

import org.jspecify.annotations.NullMarked;
