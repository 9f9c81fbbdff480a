package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Parser of decimal microseconds into whole ns, rounded half-even. It never goes through a double. */
final class Nanos {

    /** Largest magnitude of a time, 2^62 ns or 146 years, so that no end overflows. */
    static final long LIMIT = 1L << 62;

    private static final int DIGITS_IN_LONG = 18;
    private static final int LONGEST = 400;
    private static final int LARGEST_EXPONENT = 400;

    private static final long[] POWERS = powers();

    private long number;
    private long value;
    private boolean tooLarge;

    /** The number read last, in ns. */
    long value() {
        return value;
    }

    /** Whether what was read last is a number, but larger than {@link #LIMIT}. */
    boolean isTooLarge() {
        return tooLarge;
    }

    /**
     * Reads the decimal number in {@code text[start, stop)}, with white space around it; returns false if it is none or
     * too large.
     */
    boolean parse(byte[] text, int start, int stop) {
        tooLarge = false;
        int from = start;
        int end = stop;
        while (from < end && isSpace(text[from])) {
            from++;
        }
        while (end > from && isSpace(text[end - 1])) {
            end--;
        }
        return from < end && (plain(text, from, end) == end || general(text, from, end));
    }

    /**
     * Reads plain digits at an index, which nearly all files have. Returns the index after them, or the same index if
     * the number is written in another way.
     */
    int plain(byte[] text, int start, int end) {
        int from = start < end && text[start] == '-' ? start + 1 : start;
        number = 0;
        int point = digits(text, from, end);
        if (point == from || point - from > DIGITS_IN_LONG || number > LIMIT / 1000) {
            return start;
        }
        int at = point < end && text[point] == '.' ? digits(text, point + 1, end) : point;
        int decimals = Math.max(0, at - point - 1);
        if (decimals > 3 && point - from + decimals > DIGITS_IN_LONG) {
            return start;
        }
        long nanos = decimals > 3 ? rounded(POWERS[decimals - 3]) : number * POWERS[3 - decimals];
        value = from > start ? -nanos : nanos;
        return nanos <= LIMIT ? at : start;
    }

    /** Appends digits to the number. Returns the index after them. */
    private int digits(byte[] text, int start, int end) {
        int at = start;
        int count = Long.BYTES;
        while (count == Long.BYTES && at < end) {
            long eight = Digits.eight(text, at);
            count = Math.min(Digits.count(eight), end - at);
            number = Digits.append(number, eight, count);
            at += count;
        }
        return at;
    }

    /** The number over a power of ten, rounded half-even. */
    private long rounded(long power) {
        long whole = number / power;
        long rest = number - whole * power;
        boolean up = rest > power / 2 || (rest == power / 2 && (whole & 1) == 1);
        return up ? whole + 1 : whole;
    }

    private boolean general(byte[] text, int from, int end) {
        if (end - from > LONGEST || !looksDecimal(text, from, end)) {
            return false;
        }
        try {
            BigDecimal micros = new BigDecimal(new String(text, from, end - from, ISO_8859_1));
            if (Math.abs((long) micros.scale()) > LARGEST_EXPONENT) {
                value = 0;
                tooLarge = micros.signum() != 0 && micros.scale() < 0;
                return !tooLarge;
            }
            BigInteger nanos =
                    micros.movePointRight(3).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
            tooLarge = nanos.abs().compareTo(BigInteger.valueOf(LIMIT)) > 0;
            value = tooLarge ? 0 : nanos.longValueExact();
            return !tooLarge;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean looksDecimal(byte[] text, int from, int end) {
        for (int at = from; at < end; at++) {
            if (!isDigit(text[at]) && "+-.eE".indexOf(text[at]) < 0) {
                return false;
            }
        }
        return end > from;
    }

    private static boolean isSpace(byte c) {
        return c >= 0 && c <= ' ';
    }

    private static long[] powers() {
        long[] powers = new long[DIGITS_IN_LONG + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
