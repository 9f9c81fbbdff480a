package io.tracemill.cli;

import io.tracemill.cli.config.Durations;
import io.tracemill.cli.config.Percents;
import io.tracemill.cli.peaks.DevicePeaksFile;
import io.tracemill.schemas.Thresholds;
import io.tracemill.streams.pass.PassConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the analysis: which spans the topology writes, and the thresholds of bottlenecks. */
final class PassOptions {

    @Option(
            names = "--min-duration",
            paramLabel = "TIME",
            converter = Durations.class,
            description =
                    "Write only spans at least this long, such as 500ns, 10us or 1ms. Statistics cover all spans. With"
                            + " --categories, also write shorter spans of those categories.")
    private @Nullable Duration minDuration;

    @Option(
            names = "--categories",
            paramLabel = "CATEGORY",
            split = ",",
            description =
                    "Write only spans of these categories. Statistics cover all spans. With --min-duration, also write"
                            + " long enough spans of other categories.")
    private Set<String> categories = new LinkedHashSet<>();

    @Option(
            names = "--compute-threshold",
            paramLabel = "PCT",
            defaultValue = "60",
            converter = Percents.class,
            description = "Share of computing above which a device is compute-bound (default: ${DEFAULT-VALUE}).")
    private double computeThreshold;

    @Option(
            names = "--memory-threshold",
            paramLabel = "PCT",
            defaultValue = "40",
            converter = Percents.class,
            description = "Share of copies and memory-bound kernels above which a device is memory-bound (default:"
                    + " ${DEFAULT-VALUE}).")
    private double memoryThreshold;

    @Option(
            names = "--communication-threshold",
            paramLabel = "PCT",
            defaultValue = "20",
            converter = Percents.class,
            description = "Share of exposed communication above which a device is communication-bound (default:"
                    + " ${DEFAULT-VALUE}).")
    private double communicationThreshold;

    @Option(
            names = "--idle-threshold",
            paramLabel = "PCT",
            defaultValue = "20",
            converter = Percents.class,
            description = "Share of idle time above which a device is sync-bound (default: ${DEFAULT-VALUE}).")
    private double idleThreshold;

    @Option(
            names = "--device-peaks",
            paramLabel = "FILE",
            description = "Peaks of devices, before those that Tracemill knows: JSON with name, mem_bw_gbps and"
                    + " max_achievable_tflops.")
    private @Nullable Path devicePeaks;

    /** What the pass is told; options that make no sense are an {@link IllegalArgumentException}. */
    PassConfig config(DropOption drop) {
        return PassConfig.defaults()
                .withDropCategories(drop.categories())
                .withWritten(minDuration == null ? null : minDuration.toNanos(), categories)
                .withThresholds(
                        new Thresholds(computeThreshold, memoryThreshold, communicationThreshold, idleThreshold))
                .withPeaks(DevicePeaksFile.table(devicePeaks));
    }
}
