package io.tracemill.ingest.pack;

/**
 * Data that belongs to a device event but stands elsewhere. An attachment is packed and sorted with the events, comes
 * before its device event, and is added to that when it is published. All times are in ns of the file's own clock.
 */
public sealed interface Attachment {

    /** Largest time by which a submission may come after its device event, because the clocks differ; in ns. */
    long SKEW_NANOS = 1_000_000;

    /** Calls the method for the type of this attachment. */
    void visit(Visitor visitor);

    /** Receiver of attachments, with one method for each type. */
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
     * End of a flow that links a device event to its launch.
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
     * Start of a flow by which the host submits the device events where it ends. Sorted {@link #SKEW_NANOS} early.
     *
     * @param lane lane that submits
     * @param start time of the submission
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
     * Call that a thread has taken from a queue. Everything that the thread submits until the end belongs to that call.
     * Sorted {@link #SKEW_NANOS} early.
     *
     * @param lane lane that took the call
     * @param start time at which it was taken
     * @param end time at which it was done
     * @param correlation correlation id of the call
     */
    record Dequeue(Lane lane, long start, long end, long correlation) implements Attachment {

        /** Whether a time lies within the call, both ends included. */
        public boolean holds(long nanos) {
            return start <= nanos && nanos <= end;
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.dequeue(this);
        }
    }

    /**
     * Row of a table beside the trace. Sorted early by the tolerance of its table.
     *
     * @param table table of the row
     * @param name name of the device event
     * @param start start of the device event, according to the table
     * @param counterNames names of the counters, as numbers of the string pool
     * @param counters values of the counters
     * @param args remaining fields, a JSON object in UTF-8; empty for none
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
