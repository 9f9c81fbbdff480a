package io.tracemill.cli.query;

import io.tracemill.cli.terminal.CsvField;
import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** Rows as RFC 4180 has them, with a header, but for lines that end as those of other tools do. */
final class CsvRows {

    private CsvRows() {}

    /** Writes all rows, and returns how many these are. */
    static long write(ResultSet rows, Writer out) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            out.append(i == 1 ? "" : ",").append(CsvField.of(columns.getColumnLabel(i)));
        }
        out.append("\n");
        long count = 0;
        while (rows.next()) {
            count++;
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                out.append(i == 1 ? "" : ",").append(CsvField.of(PlainText.of(rows, i)));
            }
            out.append("\n");
        }
        return count;
    }
}
