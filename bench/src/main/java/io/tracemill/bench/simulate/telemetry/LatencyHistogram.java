package io.tracemill.bench.simulate.telemetry;

import java.io.IOException;
import java.math.BigDecimal;

/** A histogram of times, in s. */
final class LatencyHistogram {

    private final String metric;
    private final double[] bounds;
    private final long[] within;
    private long count;
    private double sum;

    LatencyHistogram(String metric, double[] bounds) {
        this.metric = metric;
        this.bounds = bounds.clone();
        this.within = new long[bounds.length];
    }

    void add(double seconds) {
        count++;
        sum += seconds;
        for (int i = 0; i < bounds.length; i++) {
            within[i] += seconds <= bounds[i] ? 1 : 0;
        }
    }

    void write(MetricsFile file, String labels, long millis) throws IOException {
        file.describe(metric, "Histogram of " + metric.substring(5).replace('_', ' ') + ".", Form.HISTOGRAM);
        for (int i = 0; i < bounds.length; i++) {
            String bound = BigDecimal.valueOf(bounds[i]).toPlainString();
            file.sample(metric + "_bucket", labels + ",le=\"" + bound + '"', String.valueOf(within[i]), millis);
        }
        file.sample(metric + "_bucket", labels + ",le=\"+Inf\"", String.valueOf(count), millis);
        file.sample(metric + "_sum", labels, MetricsFile.text(Form.SECONDS, sum), millis);
        file.sample(metric + "_count", labels, String.valueOf(count), millis);
    }
}
