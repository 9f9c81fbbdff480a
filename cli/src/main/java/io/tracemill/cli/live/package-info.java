/**
 * What is known of the fleet now, and how it changes.
 *
 * <p>In: topics of alerts, diagnoses, traces, ranks, placements and minutes of devices. Out: rows as JSON, all at once
 * and then those that change, for the page that {@code serve} shows. Everything is bounded: what is oldest makes room,
 * and is counted.
 */
@NullMarked
package io.tracemill.cli.live;

import org.jspecify.annotations.NullMarked;
