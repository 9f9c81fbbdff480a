package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Reads microseconds from their digits into whole ns, what lies beyond rounded half-even. Never through a double. */
final class Nanos {

    /** Times reach from -2^62 to 2^62 ns, 146 years, so that an end is never out of range. */
    static final long LIMIT = 1L << 62;

    private static final int DIGITS_IN_LONG = 18;
    private static final int LONGEST = 400;
    private static final int LARGEST_EXPONENT = 400;

    private long value;

    /** What was read last, in ns. */
    long value() {
        return value;
    }

    /** Reads the decimal number in {@code text[start, stop)}; false if it is none, or out of range. White space around it is allowed. */
    boolean parse(byte[] text, int start, int stop) {
        int from = start;
        int end = stop;
        while (from < end && isSpace(text[from])) {
            from++;
        }
        while (end > from && isSpace(text[end - 1])) {
            end--;
        }
        return plain(text, from, end) || general(text, from, end);
    }

    /** Digits with up to three decimals, as all but a few files have them. */
    private boolean plain(byte[] text, int from, int end) {
        int at = from;
        boolean negative = at < end && text[at] == '-';
        if (negative) {
            at++;
        }
        int firstDigit = at;
        long nanos = 0;
        while (at < end && isDigit(text[at])) {
            nanos = nanos * 10 + (text[at++] - '0');
        }
        int digits = at - firstDigit;
        if (digits == 0 || digits > DIGITS_IN_LONG || nanos > LIMIT / 1000) {
            return false;
        }
        int decimals = 0;
        if (at < end && text[at] == '.') {
            at++;
            while (at < end && decimals < 3 && isDigit(text[at])) {
                nanos = nanos * 10 + (text[at++] - '0');
                decimals++;
            }
        }
        for (; decimals < 3; decimals++) {
            nanos *= 10;
        }
        value = negative ? -nanos : nanos;
        return at == end && nanos <= LIMIT;
    }

    private boolean general(byte[] text, int from, int end) {
        if (end - from > LONGEST || !looksDecimal(text, from, end)) {
            return false;
        }
        try {
            BigDecimal micros = new BigDecimal(new String(text, from, end - from, ISO_8859_1));
            if (Math.abs((long) micros.scale()) > LARGEST_EXPONENT) {
                value = 0;
                return micros.signum() == 0 || micros.scale() > 0;
            }
            BigInteger nanos =
                    micros.movePointRight(3).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
            if (nanos.abs().compareTo(BigInteger.valueOf(LIMIT)) > 0) {
                return false;
            }
            value = nanos.longValueExact();
            return true;
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

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
