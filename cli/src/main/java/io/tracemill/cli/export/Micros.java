package io.tracemill.cli.export;

/** Nanoseconds as digits of microseconds with three decimals; they never go through a floating-point number. */
final class Micros {

    private static final int LONGEST = 24;
    private static final int DECIMALS = 3;

    private final char[] digits = new char[LONGEST];
    private int start;

    void set(long nanos) {
        long rest = nanos;
        start = LONGEST;
        for (int place = 0; rest != 0 || place <= DECIMALS; place++) {
            if (place == DECIMALS) {
                digits[--start] = '.';
            }
            digits[--start] = (char) ('0' + Math.abs(rest % 10));
            rest /= 10;
        }
        if (nanos < 0) {
            digits[--start] = '-';
        }
    }

    char[] digits() {
        return digits;
    }

    int start() {
        return start;
    }

    int length() {
        return LONGEST - start;
    }
}
