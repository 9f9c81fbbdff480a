package io.tracemill.telemetry.remotewrite;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes requests apart: WriteRequest {1: series {1: label {1: name, 2: value}, 2: sample {1: value, 2: ms},
 * 4: native histogram}}. Other fields, such as exemplars and metadata, are skipped.
 */
final class WriteRequests {

    /** A field is told by its number and the form of its value: length before bytes (2), 64 bits (1), varint (0). */
    private static final int MESSAGE_1 = 1 << 3 | 2;

    private static final int MESSAGE_2 = 2 << 3 | 2;
    private static final int MESSAGE_4 = 4 << 3 | 2;
    private static final int DOUBLE_1 = 1 << 3 | 1;
    private static final int VARINT_2 = 2 << 3;

    private final MessageLimits limits;
    private long parts;

    private WriteRequests(MessageLimits limits) {
        this.limits = limits;
    }

    static List<WrittenSeries> parse(byte[] request, MessageLimits limits) throws IOException, MessageRefusedException {
        return new WriteRequests(limits).parse(request);
    }

    private List<WrittenSeries> parse(byte[] request) throws IOException, MessageRefusedException {
        List<WrittenSeries> all = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(request);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == MESSAGE_1) {
                WrittenSeries series = new WrittenSeries();
                within(in, () -> series(in, series));
                all.add(series);
            } else {
                in.skipField(tag);
            }
        }
        return all;
    }

    private void series(CodedInputStream in, WrittenSeries into) throws IOException, MessageRefusedException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case MESSAGE_1 -> within(in, () -> label(in, into));
                case MESSAGE_2 -> within(in, () -> sample(in, into));
                case MESSAGE_4 -> {
                    into.histogram();
                    in.skipField(tag);
                }
                default -> in.skipField(tag);
            }
        }
    }

    private static void label(CodedInputStream in, WrittenSeries into) throws IOException {
        ByteString name = ByteString.EMPTY;
        ByteString value = ByteString.EMPTY;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case MESSAGE_1 -> name = in.readBytes();
                case MESSAGE_2 -> value = in.readBytes();
                default -> in.skipField(tag);
            }
        }
        if (name.isValidUtf8() && value.isValidUtf8()) {
            into.label(name.toStringUtf8(), value.toStringUtf8());
        } else {
            into.fault("a label must be UTF-8");
        }
    }

    private static void sample(CodedInputStream in, WrittenSeries into) throws IOException {
        double value = 0;
        long timeMillis = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case DOUBLE_1 -> value = in.readDouble();
                case VARINT_2 -> timeMillis = in.readInt64();
                default -> in.skipField(tag);
            }
        }
        into.sample(timeMillis, value);
    }

    private void within(CodedInputStream in, Fields fields) throws IOException, MessageRefusedException {
        limits.checkParts(++parts);
        int outer = in.pushLimit(in.readRawVarint32());
        fields.read();
        in.popLimit(outer);
    }

    /** The fields of a message. */
    private interface Fields {
        void read() throws IOException, MessageRefusedException;
    }
}
