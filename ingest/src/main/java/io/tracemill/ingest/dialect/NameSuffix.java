package io.tracemill.ingest.dialect;

/**
 * What a writer appends to the names of events in brackets. It is cut off, because it would give each event a name of
 * its own.
 */
public enum NameSuffix {
    /** Nothing. */
    NONE {
        @Override
        boolean isBetween(byte[] text, int from, int to) {
            return false;
        }
    },
    /** A duration: {@code matmul[0.012 ms]}. */
    DURATION {
        @Override
        boolean isBetween(byte[] text, int from, int to) {
            int space = to - 3;
            boolean unit = space > from
                    && text[space] == ' '
                    && (text[to - 2] == 'm' || text[to - 2] == 'u')
                    && text[to - 1] == 's';
            return unit && areDigits(text, from, space);
        }
    },
    /** A number of bytes: {@code copy[4096]}, which becomes an attribute. */
    BYTES {
        @Override
        boolean isBetween(byte[] text, int from, int to) {
            return areDigits(text, from, to);
        }
    };

    private static final int LONGEST = 32;

    abstract boolean isBetween(byte[] text, int from, int to);

    /** Index after the name in {@code text[from, to)}: that of the bracket, or {@code to} if nothing is appended. */
    public int end(byte[] text, int from, int to) {
        if (this == NONE || to - from < 3 || text[to - 1] != ']') {
            return to;
        }
        int bracket = to - 2;
        while (bracket > from && bracket > to - LONGEST && text[bracket] != '[') {
            bracket--;
        }
        boolean appended = bracket > from && text[bracket] == '[' && isBetween(text, bracket + 1, to - 1);
        return appended ? bracket : to;
    }

    private static boolean areDigits(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if ((text[at] < '0' || text[at] > '9') && text[at] != '.') {
                return false;
            }
        }
        return to > from;
    }
}
