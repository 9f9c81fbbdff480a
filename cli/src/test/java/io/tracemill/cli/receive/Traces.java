package io.tracemill.cli.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.schemas.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** Bodies of uploads. */
final class Traces {

    private Traces() {}

    /** A trace of one event with this name. */
    static byte[] named(String event) {
        return ("{\"traceEvents\":[{\"name\":\"" + event
                        + "\",\"cat\":\"cpu_op\",\"ph\":\"X\",\"ts\":1000,\"dur\":5,\"pid\":1,\"tid\":1}]}")
                .getBytes(UTF_8);
    }

    /** A trace that takes so many bytes. */
    static byte[] ofSize(int bytes) {
        byte[] trace = named("large");
        byte[] padded = new byte[bytes];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(trace, 0, padded, 0, trace.length);
        return padded;
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.begin().digest(bytes));
    }
}
