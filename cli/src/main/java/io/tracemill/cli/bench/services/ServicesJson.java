package io.tracemill.cli.bench.services;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.bench.services.ServicesReport.Memory;
import java.io.IOException;
import java.io.Writer;

/** A report for a program, with the units in the names. What could not be seen is 0. */
final class ServicesJson {

    private ServicesJson() {}

    /** Writes one object and a line end. */
    static void write(ServicesReport report, Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            ServicesBenchRequest request = report.request();
            json.writeStartObject();
            json.writeNumberField("cores", Runtime.getRuntime().availableProcessors());
            json.writeNumberField("traces", request.traces());
            json.writeNumberField("trace_bytes", request.size());
            json.writeNumberField("runs", request.runs());
            json.writeNumberField("producers", request.producers());
            json.writeNumberField("instances", request.instances());
            json.writeNumberField("wall_s", report.many().wallNanos() / 1e9);
            json.writeNumberField("large_wall_s", report.large().wallNanos() / 1e9);
            json.writeNumberField("parquet_files", report.files());
            json.writeNumberField("fixed_cpu_ms", report.fixedNanos() / 1e6);
            json.writeArrayFieldStart("services");
            for (String service : ServicesTables.SERVICES) {
                service(report, service, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void service(ServicesReport report, String service, JsonGenerator json) throws IOException {
        Memory memory = report.memoryOf(service);
        json.writeStartObject();
        json.writeStringField("service", service);
        json.writeNumberField("cpu_s", report.many().cpu(service) / 1e9);
        json.writeNumberField("large_cpu_s", report.large().cpu(service) / 1e9);
        json.writeNumberField("fixed_cpu_ms", report.fixedNanos(service) / 1e6);
        json.writeNumberField("first_quarter_bytes", memory.first());
        json.writeNumberField("last_quarter_bytes", memory.last());
        json.writeNumberField("peak_bytes", memory.most());
        json.writeEndObject();
    }
}
