/** Topics of other senders into the topic of readings. In: messages. Out: batches, and letters of refused messages. */
@NullMarked
package io.tracemill.telemetry.bridge;

import org.jspecify.annotations.NullMarked;
