/** Batches of readings to Kafka. The only package of the module that knows it. */
@NullMarked
package io.tracemill.telemetry.publish;

import org.jspecify.annotations.NullMarked;
