package io.tracemill.ingest.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tracemill.schemas.DevicePeak;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Properties of the devices that the metadata of a trace lists, and their peaks, which files beside it tell. */
public final class DeviceProperties {

    private static final String ID = "id";
    private static final String NAME = "name";
    private static final String MEMORY = "totalGlobalMem";

    private final Map<String, String> names = new TreeMap<>();
    private final Map<String, Long> memoryBytes = new TreeMap<>();
    private final List<DevicePeak> peaks = new ArrayList<>();

    /** Model names of the devices, by device. */
    public Map<String, String> names() {
        return names;
    }

    /** Bytes of memory of the devices, by device. */
    public Map<String, Long> memoryBytes() {
        return memoryBytes;
    }

    /** Peaks of the devices. */
    public List<DevicePeak> peaks() {
        return peaks;
    }

    /** Adds a peak of a device. */
    public void addPeak(DevicePeak peak) {
        peaks.add(peak);
    }

    /** Reads the list; returns it as JSON with names and numbers only, as all other values could hold secrets. */
    String read(JsonParser parser) throws IOException {
        StringJoiner devices = new StringJoiner(",", "[", "]");
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            devices.add(device(parser));
        }
        return devices.toString();
    }

    private String device(JsonParser parser) throws IOException {
        StringJoiner kept = new StringJoiner(",", "{", "}");
        @Nullable String id = null;
        @Nullable String model = null;
        @Nullable Long memory = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case ID -> id = parser.getText();
                case NAME -> model = parser.getText();
                case MEMORY -> memory = token == JsonToken.VALUE_NUMBER_INT ? (Long) parser.getValueAsLong() : null;
                default -> {}
            }
            String value = TraceMetadata.copy(parser);
            if ((name.equals(NAME) && token.isScalarValue()) || (token.isNumeric() && name.matches("\\w+"))) {
                kept.add('"' + name + "\":" + value);
            }
        }
        if (id != null && model != null) {
            names.put(id, model);
        }
        if (id != null && memory != null) {
            memoryBytes.put(id, memory);
        }
        return kept.toString();
    }
}
