package io.tracemill.ingest.parse;

import io.tracemill.ingest.pack.GrowingBytes;

/**
 * Inputs of an operator in one string, with a semicolon and the end of a line between them, as torch_npu writes them:
 * {@code "32,1000;\r\n1000,4096"}. They are rewritten as the array that other profilers write. Not thread-safe.
 */
final class InputList {

    private final GrowingBytes json = new GrowingBytes(64);

    /** Rewrites shapes, without the quotes around them; returns false if they have anything but whole numbers. */
    boolean readShapes(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at = afterBreak(bytes, at, to)) {
            boolean isBetweenDigits = at > from && isDigit(bytes[at - 1]) && at + 1 < to && isDigit(bytes[at + 1]);
            boolean isSize = isDigit(bytes[at]) || (bytes[at] == ',' && isBetweenDigits);
            if (!isSize && bytes[at] != ';') {
                return false;
            }
        }
        read(bytes, from, to, '[', ']');
        return true;
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    /** Rewrites names, without the quotes around them. */
    void readNames(byte[] bytes, int from, int to) {
        read(bytes, from, to, '"', '"');
    }

    private void read(byte[] bytes, int from, int to, char open, char close) {
        json.clear();
        json.put('[');
        json.put(open);
        for (int at = from; at < to; at = afterBreak(bytes, at, to)) {
            if (bytes[at] == ';') {
                json.put(close);
                json.put(',');
                json.put(open);
            } else {
                json.put(bytes, at, 1);
            }
        }
        json.put(close);
        json.put(']');
    }

    /** Place after a byte; after a semicolon, behind the end of the line. */
    private static int afterBreak(byte[] bytes, int at, int to) {
        int next = at + 1;
        if (bytes[at] == ';') {
            while (next + 1 < to && bytes[next] == '\\' && (bytes[next + 1] == 'r' || bytes[next + 1] == 'n')) {
                next += 2;
            }
        }
        return next;
    }

    /** Array that holds the text that was rewritten last. */
    byte[] array() {
        return json.array();
    }

    /** Number of bytes of the text. */
    int size() {
        return json.size();
    }
}
