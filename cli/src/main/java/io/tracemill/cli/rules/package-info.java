/**
 * Rules of alerts for people: what they are, and what they would have said of recorded telemetry.
 *
 * <p>In: rules, and files of telemetry. Out: documents. The rules are applied as the fleet topology applies them, without
 * Kafka.
 */
@NullMarked
package io.tracemill.cli.rules;

import org.jspecify.annotations.NullMarked;
