package io.tracemill.cli.report.sheet;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fields that rows of one kind have. Sheets choose their columns from them. Immutable.
 *
 * @param <R> type of the row
 */
public final class Fields<R> {

    private final Map<String, Field<R>> fields;

    private Fields(Map<String, Field<R>> fields) {
        this.fields = fields;
    }

    /** No fields. */
    public static <R> Fields<R> none() {
        return new Fields<>(Map.of());
    }

    /** Adds a field with one value per row. */
    public Fields<R> with(String key, Unit unit, String meaning, Field.Value<R> value) {
        return with(new Field<>(key, unit, Shape.ONE, meaning, value));
    }

    /** Adds a field, or replaces the one that has its key. */
    public Fields<R> with(Field<R> field) {
        Map<String, Field<R>> more = new LinkedHashMap<>(fields);
        more.put(field.key(), field);
        return new Fields<>(more);
    }

    /** Adds other fields. */
    public Fields<R> with(Fields<R> others) {
        Map<String, Field<R>> more = new LinkedHashMap<>(fields);
        more.putAll(others.fields);
        return new Fields<>(more);
    }

    /** Keeps only some fields. */
    public Fields<R> only(String... keys) {
        Map<String, Field<R>> fewer = new LinkedHashMap<>();
        for (String key : keys) {
            fewer.put(key, field(key));
        }
        return new Fields<>(fewer);
    }

    /** Removes some fields. */
    public Fields<R> without(Collection<String> keys) {
        Map<String, Field<R>> fewer = new LinkedHashMap<>(fields);
        keys.forEach(key -> fewer.remove(field(key).key()));
        return new Fields<>(fewer);
    }

    /** Replaces the values of a field by values with names. */
    public Fields<R> named(String key, Function<R, ? extends @Nullable Named> value) {
        Field<R> field = field(key);
        return with(new Field<>(key, field.unit(), field.shape(), field.meaning(), value::apply));
    }

    /** Makes the values of some fields names, of which people see short forms. */
    public Fields<R> names(String... keys) {
        Map<String, Field<R>> named = new LinkedHashMap<>(fields);
        for (String key : keys) {
            Field<R> field = field(key);
            named.put(key, new Field<>(key, Unit.NAME, field.shape(), field.meaning(), field.value()));
        }
        return new Fields<>(named);
    }

    /** Fields of another type of row, which contains a row of this type. */
    public <Q> Fields<Q> of(Function<Q, R> part) {
        Map<String, Field<Q>> outer = new LinkedHashMap<>();
        fields.forEach((key, field) -> outer.put(
                key,
                new Field<>(
                        key,
                        field.unit(),
                        field.shape(),
                        field.meaning(),
                        row -> field.value().of(part.apply(row)))));
        return new Fields<>(outer);
    }

    Field<R> field(String key) {
        Field<R> field = fields.get(key);
        if (field == null) {
            throw new IllegalArgumentException("there is no field " + key + " among " + fields.keySet());
        }
        return field;
    }

    Collection<Field<R>> all() {
        return fields.values();
    }
}
