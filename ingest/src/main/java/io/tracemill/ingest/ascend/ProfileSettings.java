package io.tracemill.ingest.ascend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.parse.TraceMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a profile ({@code profiler_info_N.json}) and of its run ({@code profiler_metadata.json}). Only members on
 * a list are let through, because the latter file holds environment variables.
 */
final class ProfileSettings {

    private static final Pattern INFO = Pattern.compile("profiler_info(?:_(\\d{1,9}))?\\.json");
    private static final String METADATA = "profiler_metadata.json";

    private static final List<String> RECORDING = List.of(
            "/config/common_config/record_shapes",
            "/config/common_config/profile_memory",
            "/config/common_config/with_stack",
            "/config/common_config/with_flops",
            "/config/common_config/with_modules",
            "/config/experimental_config/_profiler_level",
            "/config/experimental_config/_aic_metrics",
            "/cann_version",
            "/torch_npu_version");

    /**
     * Members of {@code distributed_args}, which training scripts add, that tell how the model is spread over ranks.
     */
    private static final List<String> PARALLEL = List.of(
            "/distributed_args/tensor_model_parallel_size",
            "/distributed_args/pipeline_model_parallel_size",
            "/distributed_args/data_parallel_size",
            "/distributed_args/context_parallel_size",
            "/distributed_args/expert_model_parallel_size",
            "/distributed_args/sequence_parallel");

    /** Names of the group that all ranks of a run are in. */
    private static final Set<String> ALL_RANKS = Set.of("default_group", "hccl_world_group");

    private static final String PROFILES_MEMORY = "/config/common_config/profile_memory";

    private final JsonNode info;
    private final JsonNode metadata;
    private final @Nullable Integer rankInName;
    private final List<String> warnings = new ArrayList<>();

    private ProfileSettings(Path directory) throws IngestException {
        List<Path> infos = infos(directory);
        this.rankInName = rankInName(infos);
        this.info = firstReadable(infos);
        Path said = directory.resolve(METADATA);
        this.metadata = firstReadable(Files.isRegularFile(said) ? List.of(said) : List.of());
    }

    /** Whether a directory holds settings of a rank. */
    static boolean isIn(Path directory) throws IngestException {
        return rankInName(infos(directory)) != null;
    }

    private static List<Path> infos(Path directory) throws IngestException {
        return AscendProfile.files(directory, "profiler_info*.json").stream()
                .filter(file -> INFO.matcher(AscendProfile.nameOf(file)).matches())
                .toList();
    }

    /** The settings in a rank's directory. */
    static ProfileSettings of(Path directory) throws IngestException {
        return new ProfileSettings(directory);
    }

    private static @Nullable Integer rankInName(List<Path> infos) {
        for (Path file : infos) {
            Matcher name = INFO.matcher(AscendProfile.nameOf(file));
            if (name.matches() && name.group(1) != null) {
                return Integer.valueOf(name.group(1));
            }
        }
        return null;
    }

    private JsonNode firstReadable(List<Path> files) {
        ObjectMapper json = new ObjectMapper();
        for (Path file : files) {
            try {
                return json.readTree(file.toFile());
            } catch (IOException e) {
                warnings.add(file + ": not used: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }
        return json.missingNode();
    }

    /** Files that cannot be read, one line each. */
    List<String> warnings() {
        return warnings;
    }

    /** The rank, from the name of a file, else from its contents; null if unknown. */
    @Nullable
    Integer rank() {
        return rankInName != null ? rankInName : first("/rank_id", "/distributed_args/rank");
    }

    /** Number of ranks, from the training script, else from the group of all ranks; null if unknown. */
    @Nullable
    Integer worldSize() {
        Integer said = first("/distributed_args/world_size", "/world_size");
        if (said != null && said > 0) {
            return said;
        }
        for (JsonNode group : groups()) {
            int ranks = group.path("global_ranks").size();
            if (ranks > 0 && ALL_RANKS.contains(group.path("group_name").asText())) {
                return ranks;
            }
        }
        return null;
    }

    /** Whether memory was recorded, so that its tables should be there. */
    boolean profilesMemory() {
        return info.at(PROFILES_MEMORY).asBoolean();
    }

    private @Nullable Integer first(String... places) {
        for (JsonNode file : List.of(metadata, info)) {
            for (String place : places) {
                JsonNode value = file.at(place);
                if (value.isInt() && value.intValue() >= 0) {
                    return value.intValue();
                }
            }
        }
        return null;
    }

    private JsonNode groups() {
        JsonNode groups = metadata.path("parallel_group_info");
        return groups.isObject() ? groups : info.path("parallel_group_info");
    }

    /** Adds the members that are let through to a trace's metadata; those of the run under Kineto's names. */
    void addTo(TraceMetadata trace) {
        for (String place : RECORDING) {
            put(info.at(place), place, trace);
        }
        for (String place : PARALLEL) {
            JsonNode value = metadata.at(place);
            put(value.isMissingNode() ? info.at(place) : value, place, trace);
        }
        ObjectNode distributed = distributed();
        if (!distributed.isEmpty()) {
            trace.put("distributedInfo", distributed.toString().getBytes(UTF_8));
        }
    }

    private static void put(JsonNode value, String place, TraceMetadata trace) {
        if (value.isValueNode()) {
            String name = place.substring(place.lastIndexOf('/') + 1).replaceFirst("^_", "");
            trace.put(name, value.toString().getBytes(UTF_8));
        }
    }

    private ObjectNode distributed() {
        ObjectNode distributed = new ObjectMapper().createObjectNode();
        Integer size = worldSize();
        if (size != null) {
            distributed.put("world_size", size);
        }
        for (Map.Entry<String, JsonNode> group : groups().properties()) {
            JsonNode ranks = group.getValue().path("global_ranks");
            if (ranks.isArray()) {
                ObjectNode kept = distributed.withArray("pg_config").addObject();
                kept.put("pg_name", group.getKey());
                kept.put("pg_desc", group.getValue().path("group_name").asText());
                kept.put("pg_size", ranks.size());
                kept.set("ranks", ranks);
            }
        }
        return distributed;
    }
}
