package io.tracemill.cli.bench.telemetry;

import io.tracemill.cli.bench.PrintedReport;
import io.tracemill.telemetry.batch.ReadingTotals;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured; there is none unless the archive holds what was read.
 *
 * @param request what was to be measured
 * @param totals what became of the samples
 * @param minutes whole minutes, or the only part of one
 * @param wholeNanos from the first answer until the archive had all readings
 * @param wholeCpu CPU time in all of that, by part
 * @param bytes how many bytes the readings took
 */
public record TelemetryReport(
        TelemetryBenchRequest request,
        ReadingTotals totals,
        List<Minute> minutes,
        long wholeNanos,
        Map<Part, Long> wholeCpu,
        Bytes bytes)
        implements PrintedReport {

    @Override
    public void printTables(PrintWriter out, int columns) {
        TelemetryTables.print(this, out, columns);
    }

    @Override
    public void writeJson(Writer out) throws IOException {
        TelemetryJson.write(this, out);
    }

    /** Keeps its own lists. */
    public TelemetryReport {
        minutes = List.copyOf(minutes);
        wholeCpu = Map.copyOf(wholeCpu);
    }

    /**
     * Bytes of all readings.
     *
     * @param text as exporters printed them
     * @param encoded as batches, before compression
     * @param topic on the broker's disk
     * @param parquet in the files of the archive
     */
    public record Bytes(long text, long encoded, long topic, long parquet) {}

    /** Minutes without the first, in which code is compiled; all of them where there is only one. */
    List<Minute> warm() {
        return minutes.size() > 1 ? minutes.subList(1, minutes.size()) : minutes;
    }

    long warmReadings() {
        return warm().stream().mapToLong(Minute::readings).sum();
    }

    double warmSeconds() {
        return warm().stream().mapToLong(Minute::nanos).sum() / 1e9;
    }

    Map<Part, Long> warmCpu() {
        Map<Part, Long> sums = new EnumMap<>(Part.class);
        warm().forEach(minute -> minute.cpuNanos().forEach((part, nanos) -> sums.merge(part, nanos, Long::sum)));
        return sums;
    }

    double perReading(long amount) {
        return (double) amount / totals.published();
    }
}
