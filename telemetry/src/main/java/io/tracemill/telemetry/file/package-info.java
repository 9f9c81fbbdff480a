/** Files of telemetry, whole: what each says of itself, and its samples. */
@NullMarked
package io.tracemill.telemetry.file;

import org.jspecify.annotations.NullMarked;
