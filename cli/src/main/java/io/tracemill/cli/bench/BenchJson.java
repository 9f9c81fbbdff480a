package io.tracemill.cli.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.bench.measure.ArchiveDigest;
import io.tracemill.bench.measure.BenchReport;
import io.tracemill.bench.measure.DuckDbComparison;
import io.tracemill.bench.measure.HeapUse;
import io.tracemill.bench.measure.Machine;
import io.tracemill.bench.measure.MeasuredRun;
import io.tracemill.bench.measure.Series;
import io.tracemill.bench.measure.Spread;
import io.tracemill.bench.measure.ThreadRole;
import io.tracemill.bench.measure.TimeUse;
import io.tracemill.bench.measure.TraceCost;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/** A report for a program: every run, with the units in the names. What could not be seen is 0. */
final class BenchJson {
    private final JsonGenerator json;

    private BenchJson(JsonGenerator json) {
        this.json = json;
    }

    /** Writes one object and a line end. */
    static void write(BenchReport report, Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            new BenchJson(json).report(report);
            json.writeRaw('\n');
        }
    }

    private void report(BenchReport report) throws IOException {
        json.writeStartObject();
        Machine machine = report.machine();
        json.writeObjectFieldStart("machine");
        json.writeNumberField("cores", machine.cores());
        json.writeNumberField("memory_bytes", machine.memoryBytes());
        json.writeStringField("java", machine.java());
        json.writeStringField("system", machine.system());
        json.writeStringField("heap", machine.heap());
        json.writeEndObject();
        json.writeArrayFieldStart("series");
        for (Series series : report.series()) {
            series(series);
        }
        json.writeEndArray();
        ratios(report);
        json.writeEndObject();
    }

    private void ratios(BenchReport report) throws IOException {
        for (boolean warm : new boolean[] {false, true}) {
            TraceCost cost = report.traceCost(warm).orElse(null);
            if (cost != null) {
                traceCost("at_once_" + (warm ? "warm" : "cold"), cost);
            }
        }
        DuckDbComparison duckDb = report.comparison();
        if (duckDb != null) {
            spread("duckdb_s", duckDb.seconds());
            spread("duckdb_peak_bytes", duckDb.peakBytes());
            json.writeNumberField("duckdb_ratio", report.duckDbRatio(duckDb));
        }
    }

    private void traceCost(String name, TraceCost cost) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("traces", cost.traces());
        json.writeNumberField("traces_per_s", cost.tracesPerSecond());
        json.writeNumberField("cpu_ms_per_trace", cost.cpuMillis());
        json.writeNumberField("fixed_cost_ms_per_trace", cost.fixedMillis());
        json.writeNumberField("events_per_s_ratio", cost.ratio());
        json.writeEndObject();
    }

    private void series(Series series) throws IOException {
        json.writeStartObject();
        json.writeStringField("traces", TraceNames.of(series.traces()));
        json.writeNumberField("json_bytes", series.traces().bytes());
        json.writeStringField("mode", series.mode());
        digest(series.any().digest());
        spread("wall_s", series.seconds());
        spread("events_per_s", series.eventsPerSecond());
        spread("mb_per_s", series.megabytesPerSecond());
        spread("peak_bytes", series.spread(run -> run.usage().peakBytes()));
        spread("cpu_s", series.cpuSeconds());
        spread("paused_pct", series.spread(MeasuredRun::collectingShare));
        spread("allocated_bytes_per_event", series.spread(MeasuredRun::allocatedPerEvent));
        json.writeNumberField("archive_bytes", series.any().archiveBytes());
        json.writeArrayFieldStart("runs");
        for (MeasuredRun run : series.runs()) {
            run(run);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void digest(ArchiveDigest digest) throws IOException {
        ArchiveDigest.Counts counts = digest.counts();
        json.writeObjectFieldStart("events");
        json.writeNumberField("read", counts.read());
        json.writeNumberField("published", counts.published());
        json.writeNumberField("filtered", counts.filtered());
        json.writeNumberField("merged", counts.merged());
        json.writeNumberField("rejected", counts.rejected());
        json.writeEndObject();
        json.writeObjectFieldStart("datasets");
        for (Map.Entry<String, ArchiveDigest.Rows> dataset : digest.datasets().entrySet()) {
            json.writeObjectFieldStart(dataset.getKey());
            json.writeNumberField("rows", dataset.getValue().count());
            json.writeStringField("checksum", dataset.getValue().checksum());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void run(MeasuredRun run) throws IOException {
        json.writeStartObject();
        json.writeNumberField("wall_s", run.seconds());
        json.writeNumberField("cpu_s", run.cpuNanos() / 1e9);
        json.writeNumberField("peak_bytes", run.usage().peakBytes());
        HeapUse heap = run.heap();
        if (heap != null) {
            json.writeNumberField("collections", heap.collections());
            json.writeNumberField("paused_s", heap.collectingNanos() / 1e9);
        }
        json.writeObjectFieldStart("stages");
        for (ThreadRole role : ThreadRole.values()) {
            TimeUse time = run.time(role);
            json.writeObjectFieldStart(role.title());
            json.writeNumberField("cpu_s", time.cpuNanos() / 1e9);
            json.writeNumberField("queued_s", time.queuedNanos() / 1e9);
            json.writeNumberField("waited_s", time.waitedNanos() / 1e9);
            json.writeNumberField("allocated_bytes_per_event", run.allocatedPerEvent(role));
            json.writeEndObject();
        }
        json.writeEndObject();
        sizes("topic_bytes", run.usage().topics());
        sizes("dataset_bytes", run.datasets());
        json.writeEndObject();
    }

    private void sizes(String name, Map<String, Long> sizes) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> size : sizes.entrySet()) {
            json.writeNumberField(size.getKey(), size.getValue());
        }
        json.writeEndObject();
    }

    private void spread(String name, Spread spread) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("median", spread.median());
        json.writeNumberField("min", spread.smallest());
        json.writeNumberField("max", spread.largest());
        json.writeEndObject();
    }
}
