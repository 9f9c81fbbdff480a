package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tracemill.ingest.dialect.CommonMembers;
import io.tracemill.ingest.dialect.Dialects;
import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.ingest.redact.Redaction;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a trace: the top-level members beside the events. Only members on a list are let through, because
 * profilers write environment variables there, secrets among them.
 */
public final class TraceMetadata {

    private static final Set<String> SCALARS = Set.of(
            "schemaVersion",
            "displayTimeUnit",
            CommonMembers.BASE_TIME,
            "trace_id",
            "record_shapes",
            "with_stack",
            "with_flops",
            "with_modules",
            "profile_memory",
            "cupti_version",
            "cuda_runtime_version",
            "cuda_driver_version",
            "roctracer_version",
            "rocprofiler_version",
            "hip_runtime_version",
            "hip_driver_version",
            "xpu_runtime_version",
            "xpu_driver_version",
            "pp_rank",
            "num_microbatches");

    /** Member with the name of the file that the profiler wrote. */
    public static final String TRACE_NAME = "traceName";

    /** Members with the name of the host, which programs add that know it. */
    private static final Set<String> HOSTS = Set.of("host_name", "hostname");

    private static final String DEVICES = "deviceProperties";
    private static final String DISTRIBUTED = "distributedInfo";
    private static final Set<String> DISTRIBUTED_FIELDS = Set.of(
            "backend", "rank", "world_size", "pg_count", "pg_config", "nccl_version", "pp_rank", "num_microbatches");

    private static final String GROUPS = "pg_config";
    private static final Set<String> GROUP_FIELDS = Set.of("pg_name", "pg_desc", "backend_config", "pg_size", "ranks");
    private static final int LONGEST_SCALAR = 256;
    private static final int LONGEST_OBJECT = 1 << 16;

    private final Redaction redaction;
    private final Set<String> telltales = new TreeSet<>();
    private final FirstValues firstValues = new FirstValues();
    private final Map<String, String> values = new TreeMap<>();
    private final DeviceProperties devices = new DeviceProperties();
    private @Nullable Long baseTimeNanos;
    private @Nullable String host;
    private @Nullable Integer rank;
    private @Nullable Integer worldSize;
    private @Nullable Integer stage;
    private @Nullable Integer microbatches;
    private final ProcessGroups processGroups = new ProcessGroups();

    /** No metadata yet. */
    public TraceMetadata(Redaction redaction) {
        this.redaction = redaction;
    }

    /** Whether the value of a member is let through. Remembers members that tell a dialect. */
    public boolean wants(String key) {
        if (Dialects.isTelltaleMember(key)) {
            telltales.add(key);
        }
        return SCALARS.contains(key)
                || HOSTS.contains(key)
                || key.equals(TRACE_NAME)
                || key.equals(DEVICES)
                || key.equals(DISTRIBUTED);
    }

    /**
     * Takes the value of a member that is let through. Of several members of one name, as in a file of several
     * documents, the first one counts. Returns false if the value is malformed, and leaves it out.
     */
    public boolean put(String key, byte[] json) {
        if (!firstValues.add(key, json)) {
            return true;
        }
        try (JsonParser parser = LenientReader.json().createParser(redaction.json(json, 0, json.length))) {
            parser.nextToken();
            switch (key) {
                case DEVICES -> keepIfShort(DEVICES, devices.read(parser));
                case DISTRIBUTED -> distributed(parser);
                default -> scalar(key, parser);
            }
            return true;
        } catch (IOException e) {
            values.remove(key);
            firstValues.remove(key);
            return false;
        }
    }

    private void scalar(String key, JsonParser parser) throws IOException {
        if (!parser.currentToken().isScalarValue() || parser.getTextLength() > LONGEST_SCALAR) {
            return;
        }
        if (key.equals(TRACE_NAME)) {
            String name = parser.getText();
            String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
            GrowingBytes quoted = new GrowingBytes(64);
            JsonCopy.copyName(file, quoted);
            values.put(key, new String(quoted.array(), 0, quoted.size() - 1, UTF_8));
            return;
        }
        if (HOSTS.contains(key)) {
            host = host == null ? parser.getText() : host;
            return;
        }
        if (key.equals(CommonMembers.BASE_TIME)) {
            baseTimeNanos = baseTime(parser.getText());
        }
        String value = copy(parser);
        values.put(key, value);
        count(key, value);
    }

    /** Keeps a count that tells the place of the rank in its run. */
    private void count(String key, String json) {
        switch (key) {
            case "rank" -> rank = count(json, rank);
            case "world_size" -> worldSize = count(json, worldSize);
            case "pp_rank" -> stage = count(json, stage);
            case "num_microbatches" -> microbatches = count(json, microbatches);
            default -> {}
        }
    }

    private static @Nullable Long baseTime(String text) {
        if (!text.strip().matches("[0-9]{1,18}") && !text.strip().matches("[1-3][0-9]{18}")) {
            return null;
        }
        return Long.valueOf(text.strip());
    }

    static String copy(JsonParser parser) throws IOException {
        GrowingBytes json = new GrowingBytes(256);
        JsonCopy.copyValue(parser, json);
        return new String(json.toBytes(), UTF_8);
    }

    private void distributed(JsonParser parser) throws IOException {
        StringBuilder kept = new StringBuilder("{");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            String value = name.equals(GROUPS) ? groups(parser) : plain(parser);
            if (DISTRIBUTED_FIELDS.contains(name) && value != null) {
                kept.append(kept.length() > 1 ? "," : "")
                        .append('"')
                        .append(name)
                        .append("\":")
                        .append(value);
                count(name, value);
            }
        }
        keepIfShort(DISTRIBUTED, kept.append('}').toString());
    }

    /** A scalar or a list of whole numbers, as JSON; null for all other values, which could hold secrets. */
    private static @Nullable String plain(JsonParser parser) throws IOException {
        boolean scalar = parser.currentToken().isScalarValue();
        String json = copy(parser);
        return scalar || json.matches("\\[[0-9, ]*]") ? json : null;
    }

    /** Process groups with their known fields, as JSON; null if they are not a list of objects. */
    private @Nullable String groups(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return null;
        }
        StringJoiner groups = new StringJoiner(",", "[", "]");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                groups.add(group(parser));
            } else {
                parser.skipChildren();
            }
        }
        return groups.toString();
    }

    private String group(JsonParser parser) throws IOException {
        StringJoiner group = new StringJoiner(",", "{", "}");
        Map<String, String> members = new TreeMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            String value = plain(parser);
            if (GROUP_FIELDS.contains(name) && value != null) {
                group.add('"' + name + "\":" + value);
                members.put(name, value);
            }
        }
        processGroups.add(members);
        return group.toString();
    }

    private static @Nullable Integer count(String json, @Nullable Integer otherwise) {
        String digits = json.replace("\"", "");
        return digits.matches("[0-9]{1,9}") ? Integer.valueOf(digits) : otherwise;
    }

    private void keepIfShort(String key, String value) {
        if (value.length() <= LONGEST_OBJECT) {
            values.put(key, value);
        }
    }

    /** Members that the documents of the file have with different values, of which the first one counts. */
    public Set<String> differing() {
        return firstValues.differing();
    }

    /** Members that tell a dialect. */
    public Set<String> telltales() {
        return telltales;
    }

    /** Members that were let through, each value as JSON text. */
    public Map<String, String> values() {
        return values;
    }

    /** Properties of the devices that the file lists. */
    public DeviceProperties devices() {
        return devices;
    }

    /** Time base of the file in ns since the epoch, null for none. */
    public @Nullable Long baseTimeNanos() {
        return baseTimeNanos;
    }

    /** Host that the file was recorded on, as it is written there; null if the file does not tell it. */
    public @Nullable String host() {
        return host;
    }

    /** Rank of the file, null if the file does not tell it. */
    public @Nullable Integer rank() {
        return rank;
    }

    /** Number of ranks in the run, null if the file does not tell it. */
    public @Nullable Integer worldSize() {
        return worldSize;
    }

    /** Groups of processes that the file lists. */
    public ProcessGroups processGroups() {
        return processGroups;
    }

    /** Pipeline stage of a rank, null if the file does not tell it. */
    public @Nullable Integer stage(@Nullable Integer ofRank) {
        return stage == null ? processGroups.stage(ofRank) : stage;
    }

    /** Number of microbatches in a training step, null if the file does not tell it. */
    public @Nullable Integer microbatches() {
        return microbatches;
    }
}
