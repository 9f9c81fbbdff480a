package io.tracemill.cli.receive;

import io.tracemill.cli.http.JsonError;
import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.service.MetricsCounts.Protocol;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.message.Samples;
import io.tracemill.telemetry.otlp.OtlpAnswer;
import io.tracemill.telemetry.remotewrite.RemoteWriteReader;
import io.tracemill.telemetry.sample.RefusalReason;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** The forms in which metrics are pushed, and how each is answered. */
enum MetricsForm {
    OTLP_PROTOBUF(OtlpAnswer.PROTOBUF),
    OTLP_JSON(OtlpAnswer.JSON),
    REMOTE_WRITE(null);

    /** Where OTLP is sent. */
    static final String OTLP_PATH = "/v1/metrics";

    /** Where remote write is sent. */
    static final String REMOTE_WRITE_PATH = "/api/v1/write";

    /** What a source says of itself, and no fault of who sends it. */
    private static final Set<RefusalReason> NO_FAULTS =
            EnumSet.of(RefusalReason.STALE, RefusalReason.BLANK, RefusalReason.NOT_FINITE);

    private static final int RETRY_SECONDS = 5;

    private final @Nullable OtlpAnswer otlp;

    MetricsForm(@Nullable OtlpAnswer otlp) {
        this.otlp = otlp;
    }

    /** Whether metrics are sent to a path. */
    static boolean isPath(String path) {
        return path.equals(OTLP_PATH) || path.equals(REMOTE_WRITE_PATH);
    }

    /** The form of a request to such a path. */
    static MetricsForm of(String path, HttpFields headers) {
        if (path.equals(REMOTE_WRITE_PATH)) {
            return REMOTE_WRITE;
        }
        return mediaType(headers).equals(OtlpAnswer.JSON.contentType()) ? OTLP_JSON : OTLP_PROTOBUF;
    }

    private static String mediaType(HttpFields headers) {
        String type = headers.get(HttpHeader.CONTENT_TYPE);
        return type == null ? "" : type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    /** The protocol, as it is counted. */
    Protocol protocol() {
        return this == REMOTE_WRITE ? Protocol.REMOTE_WRITE : Protocol.OTLP;
    }

    /**
     * Checks what the headers say of the body.
     *
     * @throws Refusal if it is nothing that can be read
     */
    void checkHeaders(HttpFields headers) throws Refusal {
        if (otlp == null) {
            try {
                RemoteWriteReader.checkHeaders(
                        headers.get(HttpHeader.CONTENT_TYPE),
                        headers.get(HttpHeader.CONTENT_ENCODING),
                        headers.get("X-Prometheus-Remote-Write-Version"));
            } catch (MessageRefusedException e) {
                throw refusal(e);
            }
            return;
        }
        if (!mediaType(headers).equals(otlp.contentType())) {
            throw new Refusal(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
                    "Content-Type must be application/x-protobuf or application/json but was "
                            + Samples.shown(mediaType(headers)));
        }
        String encoding = encoding(headers);
        if (!encoding.isEmpty() && !encoding.equals("identity") && !encoding.equals("gzip")) {
            throw new Refusal(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
                    "Content-Encoding must be gzip or identity but was " + Samples.shown(encoding));
        }
    }

    private static String encoding(HttpFields headers) {
        String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
        return encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a body must be decompressed before it is read in this form. */
    boolean isPacked(HttpFields headers) {
        return otlp != null && encoding(headers).equals("gzip");
    }

    /** The refusal of a body. */
    static Refusal refusal(MessageRefusedException e) {
        int status = switch (e.why()) {
            case MALFORMED -> HttpStatus.BAD_REQUEST_400;
            case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE_413;
            case UNSUPPORTED -> HttpStatus.UNSUPPORTED_MEDIA_TYPE_415;
        };
        Refusal refusal = new Refusal(status, String.valueOf(e.getMessage()));
        refusal.initCause(e);
        return refusal;
    }

    /** What is answered once the readings of a body are safe. */
    Reply accepted(Readings.Taken taken) {
        if (otlp == null) {
            return new Reply(HttpStatus.NO_CONTENT_204, "", new byte[0], 0);
        }
        long rejected = taken.totals().refused().entrySet().stream()
                .filter(of -> !NO_FAULTS.contains(of.getKey()))
                .mapToLong(of -> of.getValue())
                .sum();
        byte[] body = rejected == 0 ? otlp.accepted() : otlp.accepted(rejected, reasons(taken));
        return new Reply(HttpStatus.OK_200, otlp.contentType(), body, 0);
    }

    private static String reasons(Readings.Taken taken) {
        String first = taken.firstRefused().entrySet().stream()
                .filter(of -> !NO_FAULTS.contains(of.getKey()))
                .map(of -> "; the first: " + of.getValue())
                .findFirst()
                .orElse("");
        return taken.totals().refused().entrySet().stream()
                .filter(of -> !NO_FAULTS.contains(of.getKey()))
                .map(of -> of.getValue() + " " + of.getKey().meaning())
                .collect(Collectors.joining(", ", "refused: ", first));
    }

    /**
     * What is answered to a request that is refused. Clients of both protocols drop what is answered 408, and those of
     * remote write what is answered 429, so whatever may be sent again is answered with a status after which they do.
     */
    Reply refused(Refusal refusal) {
        boolean isSlow = refusal.status() == HttpStatus.REQUEST_TIMEOUT_408;
        boolean isLater = isSlow || refusal.retryAfterSeconds() > 0;
        boolean isOwn = otlp != null && refusal.status() == HttpStatus.TOO_MANY_REQUESTS_429;
        int status = isLater && !isOwn ? HttpStatus.SERVICE_UNAVAILABLE_503 : refusal.status();
        int retry = isSlow ? RETRY_SECONDS : refusal.retryAfterSeconds();
        String message = String.valueOf(refusal.getMessage());
        return otlp == null
                ? new Reply(status, "application/json", JsonError.line(message), retry)
                : new Reply(status, otlp.contentType(), otlp.failed(code(status), message), retry);
    }

    /** The code of gRPC that is nearest to a status. */
    private static int code(int status) {
        return switch (status) {
            case HttpStatus.UNAUTHORIZED_401 -> 16;
            case HttpStatus.FORBIDDEN_403 -> 7;
            case HttpStatus.PAYLOAD_TOO_LARGE_413, HttpStatus.TOO_MANY_REQUESTS_429 -> 8;
            case HttpStatus.SERVICE_UNAVAILABLE_503 -> 14;
            default -> 3;
        };
    }
}
