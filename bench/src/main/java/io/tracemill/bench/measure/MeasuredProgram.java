package io.tracemill.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the benchmark must know of the program that it measures: the main classes of its processes, and how to query an
 * archive.
 */
public interface MeasuredProgram {

    /** Main class of a process that runs one command, such as {@code analyze}, and ends with its exit code. */
    Class<?> commandProcess();

    /**
     * Main class of a process that takes the arguments of {@code analyze} without {@code --out}, and calls {@link
     * WarmAnalysisLoop#serve}.
     */
    Class<?> warmProcess();

    /** Main class of a process that counts the events of one trace file with DuckDB and prints their number. */
    Class<?> duckDbProcess();

    /**
     * Queries an archive with SQL; each dataset is a view.
     *
     * @return the first row of each statement's result, its columns as text
     * @throws IOException if there is no archive, or a statement fails; the message is one line
     */
    List<List<String>> firstRows(Path archive, List<String> statements) throws IOException;
}
