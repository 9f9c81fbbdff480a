package io.tracemill.ingest.dialect;

import java.util.OptionalInt;

/** What the numbers say that a trace has for processes. Stateless. */
public interface ProcessIds {

    /** Numbers of processes of the host, and nothing more. */
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

    /** Device that a process stands for; empty for a process of the host. */
    OptionalInt deviceOf(long process);

    /** Process of the host that a process is, or is made from. */
    long hostOf(long process);
}
