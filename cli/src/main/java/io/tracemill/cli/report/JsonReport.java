package io.tracemill.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.RankSpread;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;

/** Reports as one JSON object, complete: the rows as the archive holds them, with the units in the names. */
public final class JsonReport {

    /** What every row of a trace repeats; said once, of the trace. */
    private static final Set<String> OF_THE_TRACE = Set.of("trace_id", "run", "date", "node", "rank");

    private JsonReport() {}

    /** What every step of a run repeats; said once, of the run. */
    private static final Set<String> OF_THE_RUN =
            Set.of("run", "date", "world_size", "complete", "reason", "left_out", "more_steps", "final_ms");

    /** Writes {@code {"traces": [...], "runs": [...]}} and a line end. */
    public static void write(List<TraceReport> traces, List<RunReport> runs, Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeArrayFieldStart("traces");
            for (TraceReport report : traces) {
                trace(report, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("runs");
            for (RunReport run : runs) {
                run(run, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void run(RunReport run, JsonGenerator json) throws IOException {
        json.writeStartObject();
        AvroJson.fields(run.whole(), Set.of("step"), json);
        json.writeArrayFieldStart("steps");
        for (RankSpread step : run.steps()) {
            AvroJson.object(step, OF_THE_RUN, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void trace(TraceReport report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        AvroJson.fields(report.trace(), Set.of(), json);
        json.writeArrayFieldStart("verdicts");
        for (Bottleneck row : report.bottlenecks()) {
            AvroJson.object(row, OF_THE_TRACE, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("timeline");
        for (DeviceStats row : report.devices()) {
            timeline(row, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("operators");
        for (OperatorStats row : report.operators()) {
            AvroJson.object(row, OF_THE_TRACE, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("kernels");
        for (KernelStats row : report.kernels()) {
            kernel(row, json);
        }
        json.writeEndArray();
        MeasuresJson.memory(report.memory(), json);
        MeasuresJson.communication(report.communication(), json);
        json.writeEndObject();
    }

    private static void timeline(DeviceStats row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        AvroJson.fields(row, OF_THE_TRACE, json);
        if (row.getTotalNs() > 0) {
            double onePercent = row.getTotalNs() / 100.0;
            json.writeNumberField("computing_pct", row.getComputingNs() / onePercent);
            json.writeNumberField("exposed_communication_pct", row.getExposedCommunicationNs() / onePercent);
            json.writeNumberField("exposed_memcpy_pct", row.getExposedMemcpyNs() / onePercent);
            json.writeNumberField("idle_pct", row.getIdleNs() / onePercent);
        }
        if (Bubble.isIn(row)) {
            json.writeNumberField("bubble_pct", Bubble.of(row).percent());
            json.writeStringField("bubble_rating", Bubble.of(row).rating());
        }
        json.writeEndObject();
    }

    private static void kernel(KernelStats row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        AvroJson.fields(row, OF_THE_TRACE, json);
        json.writeNumberField("execution_ns", row.getAvgNs());
        json.writeEndObject();
    }
}
