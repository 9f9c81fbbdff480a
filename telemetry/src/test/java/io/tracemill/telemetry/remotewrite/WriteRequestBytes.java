package io.tracemill.telemetry.remotewrite;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xerial.snappy.Snappy;

/** Makes requests of remote write for tests, field by field. */
public final class WriteRequestBytes {

    private final ByteArrayOutputStream request = new ByteArrayOutputStream();

    /** Adds a series of labels (name, value, name, value ...) and samples. */
    public WriteRequestBytes series(List<String> labels, byte[]... samples) {
        ByteArrayOutputStream series = new ByteArrayOutputStream();
        for (int i = 0; i < labels.size(); i += 2) {
            byte[] name = labels.get(i).getBytes(StandardCharsets.UTF_8);
            byte[] value = labels.get(i + 1).getBytes(StandardCharsets.UTF_8);
            series.writeBytes(bytes(1, concat(bytes(1, name), bytes(2, value))));
        }
        for (byte[] sample : samples) {
            series.writeBytes(sample);
        }
        request.writeBytes(bytes(1, series.toByteArray()));
        return this;
    }

    /** A sample. */
    public static byte[] sample(long millis, double value) {
        return bytes(2, fields(out -> {
            out.writeDouble(1, value);
            out.writeInt64(2, millis);
        }));
    }

    static byte[] bytes(int field, byte[] value) {
        return fields(out -> out.writeByteArray(field, value));
    }

    /** The request in snappy. */
    public byte[] body() {
        try {
            return Snappy.compress(request.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] fields(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(first);
        bytes.writeBytes(second);
        return bytes.toByteArray();
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }
}
