package io.tracemill.ingest.ascend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.pack.DeviceTable;
import io.tracemill.schemas.CounterNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Summary of collectives, {@code communication.json}: by step, by kind of communication, by {@code name@group}. Its
 * numbers become counters of the collective: the time it took to transfer, wait, synchronise and idle, and, for each
 * link that carried anything, the bytes, the time and the bandwidth.
 */
final class CollectiveSummary {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Names of times in ms, each with the counter, in ns, that it becomes. */
    private static final List<Map.Entry<String, String>> TIMES = List.of(
            Map.entry("Elapse Time(ms)", CounterNames.ELAPSED_NS),
            Map.entry("Transit Time(ms)", CounterNames.TRANSIT_NS),
            Map.entry("Wait Time(ms)", CounterNames.WAIT_NS),
            Map.entry("Synchronization Time(ms)", CounterNames.SYNCHRONIZATION_NS),
            Map.entry("Idle Time(ms)", CounterNames.IDLE_NS));

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final ProfileEvents events;

    private CollectiveSummary(ProfileEvents events) {
        this.events = events;
    }

    /** Adds the rows of a file. Returns its faults, one line each. */
    static List<String> add(Path file, ProfileEvents events) throws IngestException {
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            CollectiveSummary collectives = new CollectiveSummary(events);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return List.of(file + ": not used, expected an object of steps");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                parser.nextToken();
                collectives.step(parser);
            }
            return List.of();
        } catch (IngestException e) {
            throw e;
        } catch (IOException e) {
            return List.of(CsvTable.unreadable(file, e));
        }
    }

    private void step(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                collectives(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void collectives(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            JsonNode said = JSON.readTree(parser);
            collective(name, said);
        }
    }

    private void collective(String name, JsonNode said) throws IOException {
        JsonNode times = said.path("Communication Time Info");
        JsonNode start = times.path("Start Timestamp(us)");
        int at = name.indexOf('@');
        if (!start.isNumber() || at < 0) {
            return; // a sum over all collectives
        }
        events.begin(name.substring(0, at), Math.round(start.doubleValue() * NANOS_PER_MICRO));
        TIMES.forEach(time -> counter(time.getValue(), times.path(time.getKey()), NANOS_PER_MILLI));
        ObjectNode rest = JSON.createObjectNode().put("group", name.substring(at + 1));
        for (Map.Entry<String, JsonNode> link :
                said.path("Communication Bandwidth Info").properties()) {
            JsonNode carried = link.getValue();
            if (carried.path("Transit Size(MB)").doubleValue() > 0) {
                counter(
                        link.getKey() + CounterNames.OF_LINK_TRANSIT_BYTES,
                        carried.path("Transit Size(MB)"),
                        BYTES_PER_MEGABYTE);
                counter(
                        link.getKey() + CounterNames.OF_LINK_TRANSIT_NS,
                        carried.path("Transit Time(ms)"),
                        NANOS_PER_MILLI);
                counter(link.getKey() + CounterNames.OF_LINK_BANDWIDTH, carried.path("Bandwidth(GB/s)"), 1);
                rest.set(link.getKey(), packets(carried));
            }
        }
        events.args(JSON.writeValueAsString(rest).getBytes(UTF_8));
        events.attach(DeviceTable.COLLECTIVES);
    }

    private static JsonNode packets(JsonNode carried) {
        ObjectNode packets = JSON.createObjectNode();
        packets.set("Large Packet Ratio", carried.path("Large Packet Ratio"));
        packets.set("Size Distribution", carried.path("Size Distribution"));
        return packets;
    }

    private void counter(String name, JsonNode value, double factor) {
        if (value.isNumber()) {
            events.counter(name, value.doubleValue() * factor);
        }
    }
}
