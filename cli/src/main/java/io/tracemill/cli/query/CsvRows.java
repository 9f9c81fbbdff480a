package io.tracemill.cli.query;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows as RFC 4180 has them, with a header, but for lines that end as those of other tools do. */
final class CsvRows {

    private CsvRows() {}

    static void write(ResultSet rows, Writer out) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            out.append(i == 1 ? "" : ",").append(field(columns.getColumnLabel(i)));
        }
        out.append("\n");
        while (rows.next()) {
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                out.append(i == 1 ? "" : ",").append(field(rows.getString(i)));
            }
            out.append("\n");
        }
    }

    /** Quoted also where empty, so that an empty text differs from null. */
    private static String field(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean plain =
                !value.isEmpty() && value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
