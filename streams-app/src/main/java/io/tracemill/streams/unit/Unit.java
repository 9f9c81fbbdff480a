package io.tracemill.streams.unit;

import io.tracemill.streams.yaml.YamlException;
import io.tracemill.streams.yaml.YamlObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Unit of a fact, and how a sentence shows it. */
public enum Unit {
    /** Hertz, shown as MHz. */
    HERTZ("Hz"),
    /** Degrees Celsius. */
    CELSIUS("Cel"),
    /** Watts. */
    WATTS("W"),
    /** Bytes, shown as GB. */
    BYTES("By"),
    /** Seconds, shown as milliseconds below one. */
    SECONDS("s"),
    /** A number of things in each second. */
    PER_SECOND("1/s"),
    /** Part of a whole, from 0 to 1, shown in percent. */
    SHARE("share"),
    /** How many times. */
    FACTOR("factor"),
    /** A number of things. */
    COUNT("count"),
    /** A number whose size says nothing. */
    CODE("code"),
    /** A set of bits. */
    BITS("bits");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /**
     * The unit that a key of a file names.
     *
     * @throws YamlException if it is none
     */
    public static Unit of(YamlObject of, String key) throws YamlException {
        String text = of.text(key);
        for (Unit unit : values()) {
            if (unit.symbol.equals(text)) {
                return unit;
            }
        }
        String known = Arrays.stream(values()).map(Unit::symbol).collect(Collectors.joining(", "));
        throw of.error(key, "must be one of " + known + " but was " + text);
    }

    /** The unit, as files have it. */
    public String symbol() {
        return symbol;
    }

    /** A value with its unit. */
    public String show(double value) {
        return switch (this) {
            case HERTZ -> whole(value / 1e6) + " MHz";
            case CELSIUS -> whole(value) + " Cel";
            case WATTS -> whole(value) + " W";
            case BYTES -> number(value / 1e9) + " GB";
            case SECONDS -> value != 0 && Math.abs(value) < 1 ? number(1e3 * value) + " ms" : number(value) + " s";
            case PER_SECOND -> number(value) + " /s";
            case SHARE -> number(100 * value) + " %";
            case FACTOR -> number(value) + " times";
            case COUNT, CODE -> number(value);
            case BITS -> "0x" + Long.toHexString((long) value);
        };
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** A number without decimals from 10 on, and otherwise with one or two where they say something. */
    private static String number(double value) {
        if (value == Math.rint(value) || Math.abs(value) >= 10) {
            return whole(value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 1 ? "%.1f" : "%.2f", value);
    }

    @Override
    public String toString() {
        return symbol;
    }
}
