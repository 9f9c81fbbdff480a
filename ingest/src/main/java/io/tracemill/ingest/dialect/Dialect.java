package io.tracemill.ingest.dialect;

import io.tracemill.ingest.pack.EventFields;
import org.jspecify.annotations.Nullable;

/** Facts about the traces of one family of profilers. Stateless. */
public interface Dialect {

    /** Name of the dialect in headers and reports. */
    String name();

    /** Marks that only this dialect writes. */
    Telltales telltales();

    /** Names of the arguments that have a field, in all spellings since the first version. */
    ArgNames argNames();

    /** Kinds of complete events, by category. */
    CategoryKinds categoryKinds();

    /** Strategy that links device events to their launches. */
    Linking linking();

    /** Kinds of the tasks that have a type. */
    default DeviceTasks deviceTasks() {
        return DeviceTasks.UNTYPED;
    }

    /** Meaning of process numbers. */
    default ProcessIds processIds() {
        return ProcessIds.OF_HOST;
    }

    /** Meaning of lanes. */
    default Lanes lanes() {
        return Lanes.UNTOLD;
    }

    /** Kinds that names tell. */
    default NameKinds nameKinds() {
        return NameKinds.UNTOLD;
    }

    /** What is appended to names. */
    default NameSuffix nameSuffix() {
        return NameSuffix.NONE;
    }

    /** Whether the process of a device event is its device, if neither the event nor a name of the process says so. */
    default boolean processIsDevice() {
        return false;
    }

    /** Completes an event whose fields and kind are known. Its category is in lower case, null for none. */
    default void complete(EventFields event, @Nullable String category) {
        // Most dialects need no completion.
    }
}
