package io.tracemill.cli.query;

import io.tracemill.schemas.VisibleText;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the sheet of a workbook, under a header that stays in view. Numbers and booleans are themselves, all else is
 * text; so are whole numbers of more than 15 digits, of which Excel would keep no more.
 */
final class XlsxRows {

    /** Rows of a sheet, without its header. */
    static final int MOST_ROWS = (1 << 20) - 1;

    private static final int LONGEST_TEXT = 32_767;
    private static final long MOST_DIGITS = 999_999_999_999_999L;
    private static final int ROWS_IN_MEMORY = 1_000;

    private XlsxRows() {}

    /** Writes all rows, and returns how many these are. */
    static long write(ResultSet rows, OutputStream out) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        try (Workbook workbook = new Workbook(out, "Tracemill", null)) {
            Worksheet sheet = workbook.newWorksheet("rows");
            sheet.freezePane(0, 1);
            for (int column = 0; column < columns.getColumnCount(); column++) {
                sheet.inlineString(0, column, VisibleText.of(columns.getColumnLabel(column + 1)));
            }
            int row = 1;
            for (; rows.next(); row++) {
                for (int column = 0; column < columns.getColumnCount(); column++) {
                    value(sheet, row, column, rows.getObject(column + 1));
                }
                if (row % ROWS_IN_MEMORY == 0) {
                    sheet.flush();
                }
            }
            return row - 1L;
        }
    }

    private static void value(Worksheet sheet, int row, int column, @Nullable Object value) throws IOException {
        if (value instanceof Boolean flag) {
            sheet.value(row, column, flag);
        } else if (value instanceof Number number && isKept(number)) {
            sheet.value(row, column, number);
        } else if (value != null) {
            String text = VisibleText.of(value.toString());
            if (text.length() > LONGEST_TEXT) {
                throw new IOException("row " + row + " has a text of " + text.length() + " characters, but a cell of "
                        + "Excel takes at most " + LONGEST_TEXT + "; --format csv or parquet takes all");
            }
            sheet.inlineString(row, column, text);
        }
    }

    private static boolean isKept(Number number) {
        double value = number.doubleValue();
        return Double.isFinite(value)
                && (number instanceof Double || number instanceof Float || Math.abs(value) <= MOST_DIGITS);
    }
}
