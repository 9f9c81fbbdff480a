package io.tracemill.ingest.pack;

/**
 * What a profiler says of a device event outside that event. It is packed and sorted with the events, comes before the
 * device event it belongs to, and is put on that when it is published. All times are in ns of the file's own clock.
 */
public sealed interface Attachment {

    /** How much later than its device event a submission may be by the host's clock, in ns. */
    long SKEW_NANOS = 1_000_000;

    /** Hands this to the method for its type. */
    void visit(Visitor visitor);

    /** One method for each type of attachment. */
    interface Visitor {

        /** Takes the end of a flow that links. */
        void linkEnd(LinkEnd end);

        /** Takes a submission. */
        void submission(Submission submission);

        /** Takes the end of a submission. */
        void submissionEnd(SubmissionEnd end);

        /** Takes a call that was taken from a queue. */
        void dequeue(Dequeue call);

        /** Takes the row of a table. */
        void tableRow(TableRow row);
    }

    /**
     * End of a flow that ties a device event to its launch.
     *
     * @param lane lane of the device event
     * @param start start of the device event
     * @param correlation correlation id that the flow gives it
     */
    record LinkEnd(Lane lane, long start, long correlation) implements Attachment {
        @Override
        public void visit(Visitor visitor) {
            visitor.linkEnd(this);
        }
    }

    /**
     * Start of a flow from the host that submits to the device events where it ends. Sorted {@link #SKEW_NANOS} early.
     *
     * @param lane lane that submits
     * @param start when it submits
     * @param flow hash of the flow's id
     */
    record Submission(Lane lane, long start, long flow) implements Attachment {
        @Override
        public void visit(Visitor visitor) {
            visitor.submission(this);
        }
    }

    /**
     * End of a flow that starts with a {@link Submission}.
     *
     * @param lane lane of the device event
     * @param start start of the device event
     * @param flow hash of the flow's id
     */
    record SubmissionEnd(Lane lane, long start, long flow) implements Attachment {
        @Override
        public void visit(Visitor visitor) {
            visitor.submissionEnd(this);
        }
    }

    /**
     * A call that a thread took from a queue: what the thread submits meanwhile belongs to that call. Sorted {@link
     * #SKEW_NANOS} early.
     *
     * @param lane lane that took it
     * @param start when it was taken
     * @param end when it was done
     * @param correlation correlation id of the call
     */
    record Dequeue(Lane lane, long start, long end, long correlation) implements Attachment {

        /** Whether a time lies in the call, its ends included. */
        public boolean holds(long nanos) {
            return start <= nanos && nanos <= end;
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.dequeue(this);
        }
    }

    /**
     * Row of a table beside the trace. Sorted as early as its table is inexact.
     *
     * @param table the table
     * @param name name of the device event
     * @param start start of the device event, by the table
     * @param counterNames names of the counters, numbers in the string pool
     * @param counters their values
     * @param args what else it says, a JSON object in UTF-8; empty for nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record TableRow(DeviceTable table, String name, long start, int[] counterNames, double[] counters, byte[] args)
            implements Attachment {
        @Override
        public void visit(Visitor visitor) {
            visitor.tableRow(this);
        }
    }
}
