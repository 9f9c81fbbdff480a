package io.tracemill.cli.report.sheet;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * All that can be said of rows of one kind, from which sheets choose their columns. Immutable.
 *
 * @param <R> the row as it was read
 */
public final class Fields<R> {

    private final Map<String, Field<R>> fields;

    private Fields(Map<String, Field<R>> fields) {
        this.fields = fields;
    }

    /** Nothing yet. */
    public static <R> Fields<R> none() {
        return new Fields<>(Map.of());
    }

    /** These and one with a value of its own in each row. */
    public Fields<R> with(String key, Unit unit, String meaning, Field.Value<R> value) {
        return with(new Field<>(key, unit, Shape.ONE, meaning, value));
    }

    /** These and another one, in place of the one that has its key. */
    public Fields<R> with(Field<R> field) {
        Map<String, Field<R>> more = new LinkedHashMap<>(fields);
        more.put(field.key(), field);
        return new Fields<>(more);
    }

    /** These and others. */
    public Fields<R> with(Fields<R> others) {
        Map<String, Field<R>> more = new LinkedHashMap<>(fields);
        more.putAll(others.fields);
        return new Fields<>(more);
    }

    /** Only some of these. */
    public Fields<R> only(String... keys) {
        Map<String, Field<R>> fewer = new LinkedHashMap<>();
        for (String key : keys) {
            fewer.put(key, field(key));
        }
        return new Fields<>(fewer);
    }

    /** All but some. */
    public Fields<R> without(Collection<String> keys) {
        Map<String, Field<R>> fewer = new LinkedHashMap<>(fields);
        keys.forEach(key -> fewer.remove(field(key).key()));
        return new Fields<>(fewer);
    }

    /** These, but one whose values people call by names. */
    public Fields<R> named(String key, Function<R, Named> value) {
        Field<R> field = field(key);
        return with(new Field<>(key, field.unit(), field.shape(), field.meaning(), value::apply));
    }

    /** These, but one in another unit than its key tells. */
    public Fields<R> in(Unit unit, String key) {
        Field<R> field = field(key);
        return with(new Field<>(key, unit, field.shape(), field.meaning(), field.value()));
    }

    /** The same of rows that hold such a row. */
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
