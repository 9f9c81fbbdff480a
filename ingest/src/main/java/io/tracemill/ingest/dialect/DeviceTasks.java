package io.tracemill.ingest.dialect;

import io.tracemill.schemas.EventKind;

/** Kinds of the tasks of a device, by the type that an argument gives and by name. Stateless. */
public interface DeviceTasks {

    /** Tasks of dialects that give them no type. */
    DeviceTasks UNTYPED = new DeviceTasks() {
        @Override
        public EventKind kindOf(String type, String name) {
            return EventKind.OTHER;
        }

        @Override
        public boolean synchronisesDevices(String type, String name) {
            return false;
        }
    };

    /** Kind of a task. */
    EventKind kindOf(String type, String name);

    /** Whether a task synchronises devices, so that the copies on its stream are part of a collective. */
    boolean synchronisesDevices(String type, String name);
}
