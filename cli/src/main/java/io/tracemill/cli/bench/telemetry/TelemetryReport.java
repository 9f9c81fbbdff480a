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
 * @param times what was measured while they were read
 * @param bytes how many bytes the readings took
 * @param fleet what the fleet topology made of them
 */
public record TelemetryReport(
        TelemetryBenchRequest request, ReadingTotals totals, Times times, Bytes bytes, FleetUse fleet)
        implements PrintedReport {

    @Override
    public void printTables(PrintWriter out, int columns) {
        TelemetryTables.print(this, out, columns);
    }

    @Override
    public void writeJson(Writer out) throws IOException {
        TelemetryJson.write(this, out);
    }

    /**
     * What was measured while readings came.
     *
     * @param minutes whole minutes, or the only part of one
     * @param caughtUpNanos from the first answer until the fleet topology had read all
     * @param wholeNanos from the first answer until the archive had all that there is
     * @param wholeCpu CPU time in all of that, by part
     * @param lags how long telemetry and traces waited
     */
    public record Times(
            List<Minute> minutes, long caughtUpNanos, long wholeNanos, Map<Part, Long> wholeCpu, List<Lag> lags) {

        /** Keeps its own lists. */
        public Times {
            minutes = List.copyOf(minutes);
            wholeCpu = Map.copyOf(wholeCpu);
            lags = List.copyOf(lags);
        }
    }

    List<Minute> minutes() {
        return times.minutes();
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
        List<Minute> all = minutes();
        return all.size() > 1 ? all.subList(1, all.size()) : all;
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

    /**
     * CPU time of the fleet topology, in us for each reading: of the minutes without the first. Where there is only
     * one, it is that of the whole measurement: the topology may read after the minute's end what came in it.
     */
    double fleetMicros() {
        Map<Part, Long> cpu = minutes().size() > 1 ? warmCpu() : times.wholeCpu();
        return cpu.getOrDefault(Part.FLEET, 0L) / 1e3 / warmReadings();
    }

    double perReading(long amount) {
        return (double) amount / totals.published();
    }
}
