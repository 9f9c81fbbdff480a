package io.tracemill.cli.query;

import java.sql.SQLException;
import java.util.stream.Collectors;

/** What DuckDB says of a statement that it rejects. */
final class SqlErrors {

    private SqlErrors() {}

    /** What is wrong and what may have been meant, in one line; not the statement, which follows in DuckDB's words. */
    static String line(SQLException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String line = message.lines()
                .takeWhile(part -> !part.startsWith("LINE "))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return line.isEmpty() ? "unknown error" : line;
    }

    /** Whether DuckDB names the columns that may have been meant. */
    static boolean hasCandidates(SQLException e) {
        return line(e).contains(" Candidate ");
    }
}
