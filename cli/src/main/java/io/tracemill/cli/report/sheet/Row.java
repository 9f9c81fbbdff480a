package io.tracemill.cli.report.sheet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Row of a sheet.
 *
 * @param shown true if people see the row at first
 * @param cells one cell per column: null, a String, Boolean, Integer, Long, Double or {@link Named}; or a list or a map
 *     of such values, as the column's shape says
 */
public record Row(boolean shown, List<@Nullable Object> cells) {

    /** Copies the cells. */
    public Row {
        cells = Collections.unmodifiableList(new ArrayList<>(cells));
    }
}
