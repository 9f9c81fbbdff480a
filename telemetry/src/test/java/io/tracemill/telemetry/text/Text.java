package io.tracemill.telemetry.text;

import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.Recorded;
import io.tracemill.telemetry.sample.SampleSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts for tests, written and read. */
final class Text {

    private Text() {}

    static Recorded read(TextFormat format, String text) {
        return read(format, text, Integer.MAX_VALUE);
    }

    /** Reads a text of which each read gives a few bytes. */
    static Recorded read(TextFormat format, String text, int mostPerRead) {
        Recorded recorded = new Recorded();
        try {
            new TextReader(format)
                    .read(
                            new Slow(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), mostPerRead),
                            recorded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return recorded;
    }

    static String line(TextFormat format, Recorded.Sample sample) {
        StringBuilder line =
                new StringBuilder(series(sample.series())).append(' ').append(number(sample.value()));
        if (sample.timeNanos() != SampleSink.NO_TIME) {
            BigDecimal time = BigDecimal.valueOf(sample.timeNanos(), format == TextFormat.PROMETHEUS ? 6 : 9);
            line.append(' ').append(time.stripTrailingZeros().toPlainString());
        }
        return line.toString();
    }

    private static String series(RawSeries series) {
        List<String> parts = new ArrayList<>();
        boolean plain = series.metric().matches("[a-zA-Z_:][a-zA-Z0-9_:]*");
        if (!plain) {
            parts.add(quoted(series.metric()));
        }
        for (int i = 0; i < series.names().size(); i++) {
            String name = series.names().get(i);
            parts.add((name.matches("[a-zA-Z_][a-zA-Z0-9_]*") ? name : quoted(name))
                    + '='
                    + quoted(series.values().get(i)));
        }
        return (plain ? series.metric() : "") + (parts.isEmpty() ? "" : '{' + String.join(",", parts) + '}');
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static String number(double value) {
        return Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
    }

    private static final class Slow extends InputStream {

        private final InputStream in;
        private final int most;

        Slow(InputStream in, int most) {
            this.in = in;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return in.read(buffer, offset, Math.min(most, length));
        }
    }
}
