package io.tracemill.bench.generate;

import java.nio.charset.StandardCharsets;

/** Text of a trace, made ready as bytes. */
final class Ascii {
    static final Ascii EMPTY = new Ascii("");

    final byte[] bytes;

    Ascii(String text) {
        this.bytes = text.getBytes(StandardCharsets.US_ASCII);
    }
}
