package io.tracemill.telemetry.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** Counts the messages within an encoded message, without making them. */
final class Parts {

    private final CodedInputStream in;
    private final int maxDepth;
    private long count;

    private Parts(CodedInputStream in, int maxDepth) {
        this.in = in;
        this.maxDepth = maxDepth;
    }

    /**
     * The number of messages within one of this type.
     *
     * @throws IOException if the message cannot be taken apart, or has more within each other than may be
     */
    static long of(byte[] message, Descriptor type, int maxDepth) throws IOException {
        Parts parts = new Parts(CodedInputStream.newInstance(message), maxDepth);
        parts.walk(type, 0);
        return parts.count;
    }

    private void walk(Descriptor type, int depth) throws IOException {
        if (depth > maxDepth) {
            throw new IOException("more than " + maxDepth + " messages are within each other");
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            boolean isMessage = field != null
                    && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            if (isMessage) {
                count++;
                int outer = in.pushLimit(in.readRawVarint32());
                walk(field.getMessageType(), depth + 1);
                in.popLimit(outer);
            } else {
                in.skipField(tag);
            }
        }
    }
}
