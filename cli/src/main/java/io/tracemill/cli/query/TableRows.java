package io.tracemill.cli.query;

import io.tracemill.cli.terminal.TextTable;
import io.tracemill.cli.terminal.TextTable.Column;
import io.tracemill.cli.terminal.TextTable.Stay;
import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows in aligned columns, as many and as wide as there is room for. Columns on the right are the first to go. */
final class TableRows {

    private TableRows() {}

    /** Writes the first rows, and returns how many these are. */
    static long write(ResultSet rows, Answers answers) throws SQLException, IOException {
        TextTable table = new TextTable(columns(rows.getMetaData()));
        int count = 0;
        boolean isMore = rows.next();
        while (isMore && count < answers.size().rows()) {
            table.row(cells(rows));
            count++;
            isMore = rows.next();
        }
        TextTable.Lines shown = table.at(answers.size().columns());
        Writer out = answers.out();
        for (String line : shown.lines()) {
            out.append(line).append('\n');
        }
        if (isMore) {
            answers.notes()
                    .accept(String.format(
                            Locale.ROOT,
                            "only the first %,d rows are shown; --limit takes another number, --format csv shows all",
                            count));
        }
        if (!shown.leftOut().isEmpty()) {
            answers.notes().accept(leftOut(shown.leftOut()));
        }
        return count;
    }

    private static String leftOut(List<String> columns) {
        return (columns.size() == 1 ? "1 column has" : columns.size() + " columns have") + " no room here: "
                + String.join(", ", columns) + "; --format csv shows all";
    }

    private static List<Column> columns(ResultSetMetaData columns) throws SQLException {
        List<Column> all = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            boolean isName = !isNumber(columns.getColumnType(i));
            all.add(new Column(columns.getColumnLabel(i), isName, isName, i == 1 ? Stay.ALWAYS : Stay.SHORT));
        }
        return all;
    }

    private static String[] cells(ResultSet rows) throws SQLException {
        String[] cells = new String[rows.getMetaData().getColumnCount()];
        for (int i = 0; i < cells.length; i++) {
            String value = PlainText.of(rows, i + 1);
            cells[i] = value == null ? "NULL" : value;
        }
        return cells;
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
