package io.tracemill.ingest.dialect;

import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.AttributeType;

/**
 * What becomes of an argument that has a place of its own in an event, where its value fits; all others stay in {@code args}.
 *
 * @param reading how its value is read
 * @param attribute the attribute that it gives, or helps to tell
 */
public record ArgField(Reading reading, Attribute attribute) {

    /** How the value of an argument is read. */
    public enum Reading {
        /** A whole number, or a text of its digits. */
        WHOLE,
        /** A number. */
        DECIMAL,
        /** A text or a number, as a text. */
        TEXT,
        /** An array of one to three whole numbers, as a text. */
        DIMENSIONS,
        /** Any value but null, as the JSON text of the file. */
        JSON,
        /** Bytes allocated in all after a change of memory; a counter. */
        ALLOCATED,
        /** Bytes reserved in all after a change of memory; a counter. */
        RESERVED,
        /** Type of a task of a device, which tells its kind; stays an argument as well. */
        TASK_TYPE,
        /** What only a collective carries; stays an argument as well, as the next two. */
        COLLECTIVE,
        /** What only the tasks carry that make up a collective. */
        COLLECTIVE_TASK,
        /** Layer of the host's software that a call is of. */
        HOST_LEVEL,
        /** A hardware counter, told by the form of its name. */
        COUNTER,
        /** An object of hardware counters. */
        COUNTERS
    }

    /** Checks that the attribute can hold what is read. */
    public ArgField {
        if (!fits(reading, attribute.type())) {
            throw new IllegalArgumentException("attribute " + attribute + " cannot hold what is read as " + reading);
        }
    }

    /** An argument that is read as the type of its attribute asks for. */
    public static ArgField of(Attribute attribute) {
        return new ArgField(
                switch (attribute.type()) {
                    case LONG, INT -> Reading.WHOLE;
                    case DOUBLE -> Reading.DECIMAL;
                    case TEXT -> Reading.TEXT;
                    case COUNTERS -> Reading.COUNTERS;
                    case KIND, BOOLEAN, FLAG, JSON ->
                        throw new IllegalArgumentException("no argument is read as " + attribute);
                },
                attribute);
    }

    /** An argument that tells the kind of its event. */
    static ArgField tellingKind(Reading reading) {
        return new ArgField(reading, Attribute.KIND);
    }

    /** An argument that is a hardware counter. */
    static ArgField counter(Reading reading) {
        return new ArgField(reading, Attribute.COUNTERS);
    }

    private static boolean fits(Reading reading, AttributeType type) {
        return switch (reading) {
            case WHOLE -> type == AttributeType.LONG || type == AttributeType.INT;
            case DECIMAL -> type == AttributeType.DOUBLE;
            case TEXT, DIMENSIONS, JSON -> type == AttributeType.TEXT;
            case TASK_TYPE, COLLECTIVE, COLLECTIVE_TASK, HOST_LEVEL -> type == AttributeType.KIND;
            case ALLOCATED, RESERVED, COUNTER, COUNTERS -> type == AttributeType.COUNTERS;
        };
    }
}
