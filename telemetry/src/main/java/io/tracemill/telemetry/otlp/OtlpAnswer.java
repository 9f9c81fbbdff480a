package io.tracemill.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers to export requests of OTLP over HTTP, in the encoding of the request. */
public enum OtlpAnswer {
    /** In protobuf. */
    PROTOBUF("application/x-protobuf") {
        @Override
        public byte[] accepted() {
            return ExportMetricsServiceResponse.getDefaultInstance().toByteArray();
        }

        @Override
        public byte[] accepted(long rejected, String message) {
            return ExportMetricsServiceResponse.newBuilder()
                    .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                            .setRejectedDataPoints(rejected)
                            .setErrorMessage(message))
                    .build()
                    .toByteArray();
        }

        @Override
        public byte[] failed(int code, String message) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                CodedOutputStream out = CodedOutputStream.newInstance(bytes);
                out.writeInt32(1, code);
                out.writeString(2, message);
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }
    },
    /** In JSON. */
    JSON("application/json") {
        @Override
        public byte[] accepted() {
            return "{}".getBytes(UTF_8);
        }

        @Override
        public byte[] accepted(long rejected, String message) {
            return ("{\"partialSuccess\":{\"rejectedDataPoints\":\"" + rejected + "\",\"errorMessage\":\""
                            + quoted(message) + "\"}}")
                    .getBytes(UTF_8);
        }

        @Override
        public byte[] failed(int code, String message) {
            return ("{\"code\":" + code + ",\"message\":\"" + quoted(message) + "\"}").getBytes(UTF_8);
        }
    };

    private final String contentType;

    OtlpAnswer(String contentType) {
        this.contentType = contentType;
    }

    /** The type of requests and answers, as a header says it. */
    public String contentType() {
        return contentType;
    }

    /** All was taken. */
    public abstract byte[] accepted();

    /** All was taken but so many points, for the reason that the message says. */
    public abstract byte[] accepted(long rejected, String message);

    /** Nothing was taken: a {@code google.rpc.Status}. */
    public abstract byte[] failed(int code, String message);

    private static String quoted(String text) {
        return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
