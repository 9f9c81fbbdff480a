package io.tracemill.ingest.dialect;

import io.tracemill.ingest.pack.EventFields;
import org.jspecify.annotations.Nullable;

/** How one family of profilers writes its traces. Stateless. */
public interface Dialect {

    /** Name in headers and reports. */
    String name();

    /** What only this dialect writes. */
    Telltales telltales();

    /** Arguments that have a field, in the spelling of any vintage. */
    ArgNames argNames();

    /** Kinds of complete events by category. */
    CategoryKinds categoryKinds();

    /** How device events are tied to their launches. */
    Linking linking();

    /** What the tasks of devices are that an argument gives a type. */
    default DeviceTasks deviceTasks() {
        return DeviceTasks.UNTYPED;
    }

    /** What the numbers of processes say. */
    default ProcessIds processIds() {
        return ProcessIds.OF_HOST;
    }

    /** Completes an event whose fields and kind are known; its category is in lower case, null for none. */
    default void complete(EventFields event, @Nullable String category) {
        // In most dialects nothing follows from anything else.
    }
}
