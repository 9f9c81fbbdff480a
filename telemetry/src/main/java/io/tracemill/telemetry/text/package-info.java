/**
 * Prometheus' text format and OpenMetrics: what a scrape answers. Strict: a line that is not in the format is refused,
 * and only that line. A series that came before costs no garbage, since it is found by its bytes.
 */
@NullMarked
package io.tracemill.telemetry.text;

import org.jspecify.annotations.NullMarked;
