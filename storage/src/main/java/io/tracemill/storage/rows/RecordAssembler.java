package io.tracemill.storage.rows;

/** An assembler of records from the rows that they were archived as. Rows arrive in the order of their file. */
public interface RecordAssembler {

    /** Adds the next row, which may complete a record. */
    void add(Row row);

    /** Completes the last record. */
    void end();
}
