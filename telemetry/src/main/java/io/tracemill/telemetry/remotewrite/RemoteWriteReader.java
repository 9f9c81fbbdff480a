package io.tracemill.telemetry.remotewrite;

import io.tracemill.telemetry.message.EpochTimes;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.message.MessageRefusedException.Why;
import io.tracemill.telemetry.message.Samples;
import io.tracemill.telemetry.message.SeriesSamples;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleKind;
import io.tracemill.telemetry.sample.SampleSink;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/**
 * Reads requests of Prometheus remote write 1.0: protobuf in a block of snappy. A request that cannot be taken apart is
 * refused whole; a series without a name, with a label twice or with text that is no UTF-8 loses its own samples only.
 * The protocol does not say with a sample what it counts, so that the kind of each series is unknown.
 */
public final class RemoteWriteReader {

    private final MessageLimits limits;

    /** A reader of requests within limits; that of size holds before and after a request is uncompressed. */
    public RemoteWriteReader(MessageLimits limits) {
        this.limits = limits;
    }

    /**
     * Checks the headers of a request, before its body is read.
     *
     * @param contentType the header {@code Content-Type}; null where there is none
     * @param contentEncoding the header {@code Content-Encoding}; null where there is none
     * @param version the header {@code X-Prometheus-Remote-Write-Version}; null where there is none
     * @throws MessageRefusedException as unsupported if they say another version or compression
     */
    public static void checkHeaders(
            @Nullable String contentType, @Nullable String contentEncoding, @Nullable String version)
            throws MessageRefusedException {
        String type =
                contentType == null ? "" : contentType.toLowerCase(Locale.ROOT).replace(" ", "");
        String encoding = contentEncoding == null ? "" : contentEncoding.strip().toLowerCase(Locale.ROOT);
        if (!type.equals("application/x-protobuf")
                && !type.equals("application/x-protobuf;proto=prometheus.writerequest")) {
            throw new MessageRefusedException(
                    Why.UNSUPPORTED,
                    "remote write 1.0 is read, with Content-Type: application/x-protobuf, but the header was "
                            + Samples.shown(String.valueOf(contentType)));
        }
        if (version != null
                && !version.strip().startsWith("0.")
                && !version.strip().startsWith("1.")) {
            throw new MessageRefusedException(
                    Why.UNSUPPORTED,
                    "remote write 1.0 is read but X-Prometheus-Remote-Write-Version was " + Samples.shown(version));
        }
        if (!encoding.equals("snappy")) {
            throw new MessageRefusedException(
                    Why.UNSUPPORTED,
                    "Content-Encoding must be snappy but was " + Samples.shown(String.valueOf(contentEncoding)));
        }
    }

    /**
     * Reads the body of a request.
     *
     * @throws MessageRefusedException if the body is too large, or is no request in snappy and protobuf
     */
    public void read(byte[] body, SampleSink sink) throws MessageRefusedException {
        limits.checkBytes(body.length);
        List<WrittenSeries> request;
        try {
            limits.checkBytes(Integer.toUnsignedLong(Snappy.uncompressedLength(body))); // throws what cannot be
            request = WriteRequests.parse(Snappy.uncompress(body), limits);
        } catch (IOException e) {
            throw new MessageRefusedException(
                    Why.MALFORMED,
                    "a request of remote write in snappy was expected: "
                            + Samples.shown(String.valueOf(e.getMessage())));
        }
        Samples samples = new Samples(limits, sink);
        request.forEach(series -> give(series, samples));
    }

    private static void give(WrittenSeries written, Samples samples) {
        SeriesSamples series = samples.of(written.metric(), written.labels(), SampleKind.UNKNOWN);
        for (int i = 0; i < written.size(); i++) {
            if (written.fault() == null) {
                series.give(EpochTimes.of(written.timeMillis(i), TimeUnit.MILLISECONDS), written.value(i));
            } else {
                samples.refuse(RefusalReason.MALFORMED, written.fault());
            }
        }
        for (int i = 0; i < written.histograms(); i++) {
            series.refuse(RefusalReason.UNSUPPORTED, "only histograms with buckets as series are read");
        }
    }
}
