package io.tracemill.streams.nest;

import io.tracemill.schemas.Phase;

/** Receiver of the time that threads of the host spend in each phase. */
public interface HostTime {

    /** Adds some time of a thread, in ns, in a phase and in the step that its process was in. */
    void add(int step, Phase phase, long nanos);
}
