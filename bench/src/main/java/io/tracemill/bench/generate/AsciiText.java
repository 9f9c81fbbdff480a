package io.tracemill.bench.generate;

import java.nio.charset.StandardCharsets;

/** A text of a trace, encoded once. */
final class AsciiText {
    static final AsciiText EMPTY = new AsciiText("");

    final byte[] bytes;

    AsciiText(String text) {
        this.bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
