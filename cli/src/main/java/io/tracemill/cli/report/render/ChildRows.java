package io.tracemill.cli.report.render;

import io.tracemill.cli.report.sheet.Column;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Row;
import io.tracemill.cli.report.sheet.Sheet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a sheet by the row of the parent sheet that contains them. */
final class ChildRows {

    private final String key;
    private final List<Integer> parentKeys;
    private final Map<List<@Nullable Object>, List<JsonTree>> rows = new HashMap<>();

    private ChildRows(String key, List<Integer> parentKeys) {
        this.key = key;
        this.parentKeys = parentKeys;
    }

    /** Groups the rows of a child by the key columns of the parent, and removes these columns from them. */
    static ChildRows of(Sheet child, Sheet parent) {
        ChildRows children = new ChildRows(child.key(), parent.schema().keyIndexes());
        List<Integer> keys = children.parentKeys.stream()
                .map(i -> child.schema().index(parent.schema().columns().get(i).key()))
                .toList();
        List<Column> columns = without(keys, child.schema().columns());
        for (Row row : child.rows()) {
            JsonTree tree = new JsonTree();
            tree.putCells(columns, without(keys, row.cells()));
            children.rows
                    .computeIfAbsent(some(keys, row), owner -> new ArrayList<>())
                    .add(tree);
        }
        return children;
    }

    String key() {
        return key;
    }

    /** Rows that a row of the parent contains. */
    List<JsonTree> of(Row parent) {
        return rows.getOrDefault(some(parentKeys, parent), List.of());
    }

    private static List<@Nullable Object> some(List<Integer> indexes, Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        indexes.forEach(i -> values.add(Named.valueOf(row.cells().get(i))));
        return values;
    }

    private static <T extends @Nullable Object> List<T> without(List<Integer> indexes, List<T> all) {
        List<T> values = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!indexes.contains(i)) {
                values.add(all.get(i));
            }
        }
        return values;
    }
}
