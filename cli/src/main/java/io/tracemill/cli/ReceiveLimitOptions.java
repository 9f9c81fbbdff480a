package io.tracemill.cli;

import io.tracemill.cli.config.Counts;
import io.tracemill.cli.config.Sizes;
import io.tracemill.cli.receive.MetricsIngest;
import io.tracemill.cli.receive.ReceiveLimits;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options for how much is taken at a time. */
final class ReceiveLimitOptions {

    @Option(
            names = "--spool",
            paramLabel = "DIR",
            description =
                    "Directory in which bodies are kept until they are published, and sorted (default: that of the"
                            + " system for temporary files).")
    private Path spool = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(
            names = "--spool-size",
            paramLabel = "SIZE",
            defaultValue = "20GB",
            converter = Sizes.class,
            description = "Most bytes of all uploads under way; each takes 1.5 times its body (default:"
                    + " ${DEFAULT-VALUE}).")
    private long spoolBytes;

    @Option(
            names = "--token-size",
            paramLabel = "SIZE",
            defaultValue = "10GB",
            converter = Sizes.class,
            description = "Most bytes of the uploads of one token, at most --spool-size (default: ${DEFAULT-VALUE}).")
    private long tokenBytes;

    @Option(
            names = "--token-uploads",
            paramLabel = "N",
            defaultValue = "512",
            converter = Counts.class,
            description = "Most uploads of one token at a time (default: ${DEFAULT-VALUE}).")
    private int tokenUploads;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "2",
            converter = Counts.class,
            description =
                    "Number of traces published at a time: each token's in turn, and each run's of a token; bodies of"
                            + " 16 MB or more, as they are sent, take all workers but one (default:"
                            + " ${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--min-rate",
            paramLabel = "SIZE",
            defaultValue = "1kB",
            converter = Sizes.class,
            description = "Bytes a second below which a body is given up (default: ${DEFAULT-VALUE}).")
    private long leastBytesPerSecond;

    @Option(
            names = "--metrics-size",
            paramLabel = "SIZE",
            defaultValue = "64MB",
            converter = Sizes.class,
            description = "Most bytes of all bodies of metrics under way, which are in memory; one token may have half"
                    + " of them (default: ${DEFAULT-VALUE}).")
    private long metricsBytes;

    @Option(
            names = "--token-series",
            paramLabel = "N",
            defaultValue = "500000",
            converter = Counts.class,
            description = "Most series of metrics of one token; a node has at most 5000 of them (default:"
                    + " ${DEFAULT-VALUE}).")
    private int tokenSeries;

    MetricsIngest.Limits metrics() {
        return new MetricsIngest.Limits(metricsBytes, tokenSeries);
    }

    ReceiveLimits limits() {
        return new ReceiveLimits(spoolBytes, tokenBytes, tokenUploads, workers, leastBytesPerSecond);
    }

    Path spool() {
        return spool;
    }
}
