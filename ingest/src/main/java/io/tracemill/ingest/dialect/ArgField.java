package io.tracemill.ingest.dialect;

/** Arguments that have a field of their own in an event, where their values fit; all others stay in {@code args}. */
public enum ArgField {
    /** Shared by a launch and its device events. */
    CORRELATION,
    /** The file's own external id. */
    EXTERNAL_ID,
    /** Device the event ran on. */
    DEVICE,
    /** Stream of the device. */
    STREAM,
    /** Launch grid, an array of up to three numbers. */
    GRID,
    /** Launch block, an array of up to three numbers. */
    BLOCK,
    /** Registers a thread uses. */
    REGISTERS,
    /** Shared memory of a block, in bytes. */
    SHARED_MEMORY,
    /** Estimated achieved occupancy, in percent. */
    OCCUPANCY,
    /** Bytes moved or set. */
    BYTES,
    /** Bytes allocated in all after a change of memory; a counter. */
    ALLOCATED,
    /** Bytes reserved in all after a change of memory; a counter. */
    RESERVED,
    /** Shapes of the inputs. */
    INPUT_DIMS,
    /** Types of the inputs. */
    INPUT_TYPES,
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
