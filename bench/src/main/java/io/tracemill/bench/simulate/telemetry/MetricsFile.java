package io.tracemill.bench.simulate.telemetry;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * A text of Prometheus with the time of each sample, packed. What a metric is, is said once: a log of scrapes has it
 * with each, which would double the text.
 */
final class MetricsFile implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int DECIMALS = 6;

    private final OutputStream out;
    private final Set<String> described = new HashSet<>();

    MetricsFile(Path file) throws IOException {
        this.out =
                new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file), BUFFER_BYTES), BUFFER_BYTES);
    }

    /** Says what a metric is, unless that was said before. */
    void describe(String metric, String help, Form form) throws IOException {
        if (described.add(metric)) {
            write("# HELP " + metric + ' ' + help + "\n# TYPE " + metric + ' ' + form.type + '\n');
        }
    }

    /**
     * Writes a sample.
     *
     * @param labels its labels without braces
     */
    void sample(String metric, String labels, String value, long millis) throws IOException {
        write(metric + '{' + labels + "} " + value + ' ' + millis + '\n');
    }

    /** A value as its exporter prints it. */
    static String text(Form form, double value) {
        return switch (form) {
            case WHOLE, COUNT, HISTOGRAM -> String.valueOf(Math.round(value));
            case DECIMAL -> decimals(value).toPlainString();
            case SECONDS -> decimals(value).stripTrailingZeros().toPlainString();
        };
    }

    private static BigDecimal decimals(double value) {
        return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
