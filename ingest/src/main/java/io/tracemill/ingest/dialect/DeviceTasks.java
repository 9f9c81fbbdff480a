package io.tracemill.ingest.dialect;

import io.tracemill.schemas.EventKind;

/** What the tasks of a device are, by the type that an argument gives and by their name. Stateless. */
public interface DeviceTasks {

    /** No task has a type. */
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

    /** Whether a task keeps devices in step, so that what its stream copies is part of a collective. */
    boolean synchronisesDevices(String type, String name);
}
