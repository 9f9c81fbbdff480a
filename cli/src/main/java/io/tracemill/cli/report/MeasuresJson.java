package io.tracemill.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Memory and communication of a trace as JSON. What is absent is left out, but for the keys of a row. */
final class MeasuresJson {

    private MeasuresJson() {}

    static void memory(MemoryUse memory, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("memory");
        json.writeArrayFieldStart("devices");
        for (MemoryUse.Device row : memory.devices()) {
            json.writeStartObject();
            json.writeStringField("device", row.device());
            json.writeStringField("component", row.component());
            number("peak_allocated_bytes", row.peakAllocatedBytes(), json);
            number("peak_allocated_at_ns", row.peakAllocatedNs(), json);
            number("peak_reserved_bytes", row.peakReservedBytes(), json);
            number("end_allocated_bytes", row.endAllocatedBytes(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("held_at_end");
        for (MemoryUse.Held row : memory.held()) {
            json.writeStartObject();
            json.writeStringField("device", row.device());
            json.writeStringField("operator", row.operator());
            json.writeNumberField("bytes", row.bytes());
            json.writeNumberField("count", row.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("allocations_not_followed", memory.notFollowed());
        json.writeEndObject();
    }

    static void communication(Iterable<CollectiveUse> rows, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("communication");
        for (CollectiveUse row : rows) {
            json.writeStartObject();
            json.writeStringField("collective", row.collective());
            json.writeStringField("link", row.link());
            json.writeNumberField("count", row.count());
            json.writeNumberField("total_ns", row.totalNs());
            number("message_bytes", row.messageBytes(), json);
            number("transit_ns", row.transitNs(), json);
            number("wait_ns", row.waitNs(), json);
            number("idle_ns", row.idleNs(), json);
            number("link_transit_bytes", row.transitBytes(), json);
            number("link_transit_ns", row.linkTransitNs(), json);
            Double bandwidth = row.bandwidth();
            if (bandwidth != null) {
                json.writeNumberField("bandwidth_gb_per_s", bandwidth);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void number(String name, @Nullable Long value, JsonGenerator json) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }
}
