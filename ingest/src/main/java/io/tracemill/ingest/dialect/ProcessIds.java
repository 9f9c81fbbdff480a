package io.tracemill.ingest.dialect;

import java.util.OptionalInt;

/** Meaning of the numbers of processes in a trace. Stateless. */
public interface ProcessIds {

    /** Numbers of host processes only. */
    ProcessIds OF_HOST = new ProcessIds() {
        @Override
        public OptionalInt deviceOf(long process) {
            return OptionalInt.empty();
        }

        @Override
        public long hostOf(long process) {
            return process;
        }
    };

    /** Device that a process stands for; empty for a host process. */
    OptionalInt deviceOf(long process);

    /** Host process that a process is, or is made from. */
    long hostOf(long process);
}
