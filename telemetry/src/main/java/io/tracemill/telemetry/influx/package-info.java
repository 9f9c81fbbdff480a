/** Line protocol, as Telegraf writes it. */
@NullMarked
package io.tracemill.telemetry.influx;

import org.jspecify.annotations.NullMarked;
