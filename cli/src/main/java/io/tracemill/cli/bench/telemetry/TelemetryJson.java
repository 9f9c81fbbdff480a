package io.tracemill.cli.bench.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.bench.fleet.FleetSize;
import io.tracemill.schemas.TelemetryState;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/** A report for a program, with the units in the names. What could not be seen is 0. */
final class TelemetryJson {

    private final TelemetryReport report;
    private final JsonGenerator json;

    private TelemetryJson(TelemetryReport report, JsonGenerator json) {
        this.report = report;
        this.json = json;
    }

    /** Writes one object and a line end. */
    static void write(TelemetryReport report, Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            new TelemetryJson(report, json).report();
            json.writeRaw('\n');
        }
    }

    private void report() throws IOException {
        json.writeStartObject();
        FleetSize fleet = report.request().fleet();
        json.writeNumberField("cores", Runtime.getRuntime().availableProcessors());
        json.writeNumberField("nodes", fleet.nodes());
        json.writeNumberField("devices", fleet.devices());
        json.writeNumberField("metrics", fleet.metrics());
        json.writeNumberField("interval_s", fleet.interval().toMillis() / 1e3);
        json.writeBooleanField("paced", report.request().paced());
        json.writeNumberField("read", report.totals().read());
        json.writeNumberField("published", report.totals().published());
        json.writeNumberField("duplicates", report.totals().duplicates());
        json.writeNumberField("archived_after_s", report.times().wholeNanos() / 1e9);
        json.writeNumberField("warm_readings", report.warmReadings());
        json.writeNumberField("warm_s", report.warmSeconds());
        cpu("warm_cpu_s", report.warmCpu());
        cpu("whole_cpu_s", report.times().wholeCpu());
        json.writeNumberField("text_bytes", report.bytes().text());
        json.writeNumberField("encoded_bytes", report.bytes().encoded());
        json.writeNumberField("topic_bytes", report.bytes().topic());
        json.writeNumberField("parquet_bytes", report.bytes().parquet());
        fleet();
        lags();
        json.writeArrayFieldStart("minutes");
        for (Minute minute : report.minutes()) {
            minute(minute);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void fleet() throws IOException {
        FleetUse use = report.fleet();
        json.writeObjectFieldStart("fleet_topology");
        json.writeNumberField("read_after_s", report.times().caughtUpNanos() / 1e9);
        json.writeNumberField("cpu_us_per_reading", report.fleetMicros());
        json.writeNumberField("device_health_rows", use.healthRows());
        json.writeNumberField("state_keys", use.keys());
        json.writeNumberField("state_bytes", use.stateBytes());
        json.writeNumberField("changelog_bytes", use.changelogBytes());
        json.writeNumberField("restore_s", use.restoreNanos() / 1e9);
        json.writeObjectFieldStart("answered_traces");
        for (TelemetryState state : TelemetryState.values()) {
            json.writeNumberField(state.name(), use.answers().getOrDefault(state, 0L));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void lags() throws IOException {
        json.writeArrayFieldStart("lags");
        for (Lag lag : report.times().lags()) {
            json.writeStartObject();
            json.writeStringField("load", lag.load().title());
            spread("readings_behind", lag.behind());
            spread("trace_complete_ns", lag.traces());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void spread(String name, Lag.Spread spread) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", spread.count());
        json.writeNumberField("median", spread.median());
        json.writeNumberField("p99", spread.most99());
        json.writeNumberField("most", spread.most());
        json.writeEndObject();
    }

    private void minute(Minute minute) throws IOException {
        json.writeStartObject();
        json.writeNumberField("s", minute.nanos() / 1e9);
        json.writeNumberField("readings", minute.readings());
        json.writeNumberField("archive_behind_batches", minute.behind());
        json.writeNumberField("latest_answer_s", minute.latestNanos() / 1e9);
        json.writeNumberField("least_heap_bytes", minute.heapBytes());
        json.writeNumberField("resident_bytes", minute.residentBytes());
        json.writeNumberField("topic_bytes", minute.topicBytes());
        cpu("cpu_s", minute.cpuNanos());
        json.writeEndObject();
    }

    private void cpu(String name, Map<Part, Long> cpu) throws IOException {
        json.writeObjectFieldStart(name);
        for (Part part : Part.values()) {
            json.writeNumberField(part.title(), cpu.getOrDefault(part, 0L) / 1e9);
        }
        json.writeEndObject();
    }
}
