package io.tracemill.schemas.flat;

/**
 * The attributes of one event that are numbers, among them texts by their index, and its flags. Where an attribute's
 * bit is not set in {@link #present}, its place in {@link #values} may hold anything.
 */
public abstract class AttributeValues {

    /** Index of an absent text. */
    public static final int NONE = -1;

    /** Bits of the attributes that are present. */
    public long present;

    /** Values by the place of their attribute. */
    public final long[] values = new long[Attribute.ALL.size()];

    /** Whether an attribute is present; of a flag, whether it is true. */
    public final boolean has(Attribute attribute) {
        return (present & attribute.bit()) != 0;
    }

    /** Value of a number that is present. */
    public final long number(Attribute attribute) {
        return values[attribute.place()];
    }

    /** Value of a floating-point number that is present. */
    public final double decimal(Attribute attribute) {
        return Double.longBitsToDouble(values[attribute.place()]);
    }

    /** Whether a boolean is present and true. */
    public final boolean isTrue(Attribute attribute) {
        return has(attribute) && values[attribute.place()] != 0;
    }

    /** Index of a text, {@link #NONE} where it is absent. */
    public final int text(Attribute attribute) {
        return has(attribute) ? (int) values[attribute.place()] : NONE;
    }

    /** Place of a symbol among those of its enum, {@link #NONE} where it is absent. */
    public final int symbol(Attribute attribute) {
        return has(attribute) ? (int) values[attribute.place()] : NONE;
    }

    /** Whether a symbol is present and this one. */
    @SuppressWarnings("EnumOrdinal") // Avro writes an enum as the place of its symbol
    public final boolean isSymbol(Attribute attribute, Enum<?> symbol) {
        return has(attribute) && values[attribute.place()] == symbol.ordinal();
    }

    /** Sets a whole number. */
    public final void set(Attribute attribute, long value) {
        values[attribute.place()] = value;
        present |= attribute.bit();
    }

    /** Sets a number by the place of its attribute. */
    public final void setAt(int place, long value) {
        values[place] = value;
        present |= 1L << place;
    }

    /** Sets a floating-point number. */
    public final void setDecimal(Attribute attribute, double value) {
        set(attribute, Double.doubleToRawLongBits(value));
    }

    /** Sets a boolean. */
    public final void setBoolean(Attribute attribute, boolean value) {
        set(attribute, value ? 1 : 0);
    }

    /** Sets a text by its index; {@link #NONE} makes it absent. */
    public final void setText(Attribute attribute, int index) {
        if (index == NONE) {
            remove(attribute);
        } else {
            set(attribute, index);
        }
    }

    /** Sets a symbol of an enum. */
    @SuppressWarnings("EnumOrdinal") // Avro writes an enum as the place of its symbol
    public final void setSymbol(Attribute attribute, Enum<?> symbol) {
        set(attribute, symbol.ordinal());
    }

    /** Sets a flag to true, or says that the record of a group is present. */
    public final void setFlag(Attribute attribute) {
        present |= attribute.bit();
    }

    /** Makes an attribute absent, or a flag false. */
    public final void remove(Attribute attribute) {
        present &= ~attribute.bit();
    }

    /** Takes over the values of another event, and which are present. */
    public final void copyValuesFrom(AttributeValues other) {
        present = other.present;
        System.arraycopy(other.values, 0, values, 0, values.length);
    }
}
