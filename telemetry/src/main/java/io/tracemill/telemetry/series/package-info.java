/** Of which node, source and device a sample is, and which samples are of one series. */
@NullMarked
package io.tracemill.telemetry.series;

import org.jspecify.annotations.NullMarked;
