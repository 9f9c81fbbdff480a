package io.tracemill.ingest.dialect;

import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.AttributeType;

/**
 * Use of an argument that gives an attribute of its event, if its value fits; all other arguments stay in {@code args}.
 *
 * @param reading form in which its value is read
 * @param attribute attribute that it gives or helps to tell
 */
public record ArgField(Reading reading, Attribute attribute) {

    /** Form in which the value of an argument is read. */
    public enum Reading {
        /** A whole number, or a string of its digits. */
        WHOLE,
        /** An id: a whole number as {@link #WHOLE}, but not 0, which profilers write for none. */
        ID,
        /** A whole number from 1, as {@link #WHOLE}: profilers write 0 or -1 for none. */
        POSITIVE,
        /** A number. */
        DECIMAL,
        /** A string or a number, as text. */
        TEXT,
        /** An array of one to three whole numbers, as text. */
        DIMENSIONS,
        /** Any value but null, as the JSON text of the file. */
        JSON,
        /** Shapes of inputs, as {@link #JSON}; those in a string as the array of arrays that they stand for. */
        SHAPES,
        /** Names by input, as {@link #JSON}; those in a string as the array that they stand for. */
        NAMES,
        /** Counter: all bytes allocated, after a change of memory. */
        ALLOCATED,
        /** Counter: all bytes reserved, after a change of memory. */
        RESERVED,
        /** Type of a device task, which tells its kind; also stays an argument. */
        TASK_TYPE,
        /** Argument of collectives only; also stays an argument. */
        COLLECTIVE,
        /** Argument only of the tasks that make up a collective; also stays an argument. */
        COLLECTIVE_TASK,
        /** Software layer of a host call; also stays an argument. */
        HOST_LEVEL,
        /** A hardware counter, recognised by its name. */
        COUNTER,
        /** An object of hardware counters. */
        COUNTERS
    }

    /** Checks that the attribute can hold the value. */
    public ArgField {
        if (!fits(reading, attribute.type())) {
            throw new IllegalArgumentException("attribute " + attribute + " cannot hold what is read as " + reading);
        }
    }

    /** An argument that is read in the form that the type of its attribute needs. */
    public static ArgField of(Attribute attribute) {
        return new ArgField(
                switch (attribute.type()) {
                    case LONG, INT -> Reading.WHOLE;
                    case DOUBLE -> Reading.DECIMAL;
                    case TEXT -> Reading.TEXT;
                    case COUNTERS -> Reading.COUNTERS;
                    case KIND, BOOLEAN, FLAG, SYMBOL, GROUP, JSON ->
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
            case WHOLE, ID, POSITIVE -> type == AttributeType.LONG || type == AttributeType.INT;
            case DECIMAL -> type == AttributeType.DOUBLE;
            case TEXT, DIMENSIONS, JSON, SHAPES, NAMES -> type == AttributeType.TEXT;
            case TASK_TYPE, COLLECTIVE, COLLECTIVE_TASK, HOST_LEVEL -> type == AttributeType.KIND;
            case ALLOCATED, RESERVED, COUNTER, COUNTERS -> type == AttributeType.COUNTERS;
        };
    }
}
