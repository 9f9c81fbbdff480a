package io.tracemill.cli.query;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Values of rows as text, with numbers as people write them. */
final class PlainText {

    private static final double LEAST = 1e-4;
    private static final double MOST = 1e15;

    private PlainText() {}

    /** A value of the current row, null if it has none; a number without an exponent, unless it is huge or tiny. */
    static @Nullable String of(ResultSet rows, int column) throws SQLException {
        String value = rows.getString(column);
        if (value == null || rows.getMetaData().getColumnType(column) != Types.DOUBLE) {
            return value;
        }
        double size = Math.abs(rows.getDouble(column));
        return size >= LEAST && size < MOST && value.indexOf('E') >= 0
                ? new BigDecimal(value).stripTrailingZeros().toPlainString()
                : value;
    }
}
