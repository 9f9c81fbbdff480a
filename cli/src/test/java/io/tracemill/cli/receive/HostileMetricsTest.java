package io.tracemill.cli.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.otlp.OtlpReader;
import io.tracemill.telemetry.remotewrite.RemoteWriteReader;
import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies that are damaged: each is refused whole, or all of it is accounted for. */
@Timeout(120)
class HostileMetricsTest extends AtADoor {

    private static final int BODIES = 1_000;

    private final Random random = new Random(Long.getLong("tracemill.seed", 66));

    @Test
    void damagedProtobufPublishesAllOrNothing() throws Exception {
        damage("/v1/metrics", PushClient.OTLP, Pushed.otlp("n1", 170.5), new OtlpReader(LIMITS_OF_BODY)::readProtobuf);
    }

    @Test
    void damagedJsonPublishesAllOrNothing() throws Exception {
        damage("/v1/metrics", PushClient.OTLP_JSON, Pushed.otlpJson("n1", 2), new OtlpReader(LIMITS_OF_BODY)::readJson);
    }

    @Test
    void damagedGzipPublishesAllOrNothing() throws Exception {
        damage(
                "/v1/metrics",
                PushClient.OTLP_GZIP,
                Traces.gzip(Pushed.otlp("n1", 170.5)),
                (body, sink) -> new OtlpReader(LIMITS_OF_BODY).readProtobuf(Gunzip.of(body, LIMITS_OF_BODY), sink));
    }

    @Test
    void damagedRemoteWritesPublishAllOrNothing() throws Exception {
        damage(
                "/api/v1/write",
                PushClient.REMOTE_WRITE,
                Pushed.remoteWrite(4, "n1", "n2"),
                new RemoteWriteReader(LIMITS_OF_BODY)::read);
    }

    private static final MessageLimits LIMITS_OF_BODY = MessageLimits.DEFAULT;

    private void damage(String path, List<String> headers, byte[] whole, Reader reader) throws Exception {
        PushClient push = new PushClient(client);
        int accepted = 0;
        for (int i = 0; i < BODIES; i++) {
            byte[] body = mutated(whole);
            ReadingTotals before = metrics.totals();
            int rows = readings.rows().size();

            HttpResponse<byte[]> answer = push.post(path, headers, body);
            ReadingTotals totals = metrics.totals().since(before);
            long expected = samples(body, reader);
            assertThat(answer.statusCode())
                    .as("body %s of seed 66: %s", i, PushClient.line(answer))
                    .isIn(expected < 0 ? List.of(400, 413) : List.of(200, 204));
            assertThat(totals.read()).isEqualTo(Math.max(0, expected));
            assertThat(readings.rows()).hasSize(rows + (int) totals.published());
            accepted += expected < 0 ? 0 : 1;
        }
        assertThat(accepted).isBetween(1, BODIES - 1);
    }

    /** Samples that are read from a body, and refused in their place; -1 where it is refused whole. */
    private static long samples(byte[] body, Reader reader) {
        long[] count = new long[1];
        try {
            reader.read(body, new SampleSink() {
                @Override
                public void sample(RawSeries series, long timeNanos, double value) {
                    count[0]++;
                }

                @Override
                public void refuse(RefusalReason reason, long where, String detail) {
                    count[0]++;
                }
            });
            return count[0];
        } catch (MessageRefusedException e) {
            return -1;
        }
    }

    private byte[] mutated(byte[] whole) {
        byte[] mutated = whole.clone();
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(mutated, random.nextInt(mutated.length));
        }
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            int at = random.nextInt(mutated.length);
            mutated[at] = random.nextBoolean() ? (byte) random.nextInt(256) : mutated[random.nextInt(mutated.length)];
        }
        return mutated;
    }

    private interface Reader {
        void read(byte[] body, SampleSink sink) throws MessageRefusedException;
    }
}
