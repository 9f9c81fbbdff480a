package io.tracemill.storage.rows;

/** Puts rows together into the records they came from. Rows arrive in the order of their file. */
public interface RecordAssembler {

    /** Takes the next row, which may complete a record. */
    void add(Row row);

    /** Completes the last record. */
    void end();
}
