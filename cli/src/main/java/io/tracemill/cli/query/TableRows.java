package io.tracemill.cli.query;

import io.tracemill.cli.terminal.TextTable;
import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;

/** Rows in aligned columns, nothing cut. */
final class TableRows {

    private TableRows() {}

    static void write(ResultSet rows, Writer out) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        String[] headers = new String[columns.getColumnCount()];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = (isNumber(columns.getColumnType(i + 1)) ? "" : "<") + columns.getColumnLabel(i + 1);
        }
        TextTable table = new TextTable(headers);
        while (rows.next()) {
            String[] cells = new String[headers.length];
            for (int i = 0; i < cells.length; i++) {
                String value = rows.getString(i + 1);
                cells[i] = value == null ? "NULL" : value;
            }
            table.row(cells);
        }
        for (String line : table.lines(Integer.MAX_VALUE)) {
            out.append(line).append('\n');
        }
    }

    private static boolean isNumber(int type) {
        return switch (type) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.FLOAT,
                    Types.REAL,
                    Types.DOUBLE,
                    Types.NUMERIC,
                    Types.DECIMAL -> true;
            default -> false;
        };
    }
}
