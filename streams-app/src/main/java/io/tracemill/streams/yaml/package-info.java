/**
 * Reads the YAML files that people extend: causes and rules. What is not known is refused, with the file and the place.
 */
@NullMarked
package io.tracemill.streams.yaml;

import org.jspecify.annotations.NullMarked;
