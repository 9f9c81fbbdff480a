package io.tracemill.telemetry.quantity;

import io.tracemill.schemas.ReadingKind;

/**
 * Something that is read, whichever exporter reads it.
 *
 * @param name the name, as OpenTelemetry has it where it has one
 * @param unit the SI unit in the notation of UCUM, such as {@code By/s}
 * @param kind whether a value is one at its time or a sum
 * @param meaning a sentence
 */
public record Quantity(String name, String unit, ReadingKind kind, String meaning) {}
