/** Points as Telegraf has them: one measurement, its tags and its fields. */
@NullMarked
package io.tracemill.telemetry.telegraf;

import org.jspecify.annotations.NullMarked;
