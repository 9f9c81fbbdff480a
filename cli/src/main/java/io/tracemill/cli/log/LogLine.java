package io.tracemill.cli.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * A message to log.
 *
 * @param logger who says it
 * @param message what, in one line
 * @param error what went wrong; null where nothing was thrown
 */
record LogLine(
        Instant time,
        Level level,
        String logger,
        String message,
        @Nullable Throwable error) {}
