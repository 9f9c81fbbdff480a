package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.redact.Redaction;
import io.tracemill.ingest.redact.RedactionRules;
import io.tracemill.schemas.ProcessGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Groups of processes and pipeline stages in the metadata of a trace. */
class ProcessGroupsTest {

    private static final String MESH = """
            {"rank": 5, "world_size": 8, "num_microbatches": 16, "pg_config": [
                {"pg_name": "0", "pg_desc": "default_pg", "pg_size": 8, "ranks": [0, 1, 2, 3, 4, 5, 6, 7]},
                {"pg_name": "3", "pg_desc": "mesh_pp", "pg_size": 4, "ranks": [1, 3, 5, 7]},
                {"pg_name": "7", "pg_desc": "undefined", "pg_size": 2, "ranks": [4, 5]},
                {"pg_name": "8", "pg_desc": "", "pg_size": 3, "ranks": [0, 5, 6]},
                {"pg_name": "9", "pg_desc": "dp", "pg_size": 2},
                {"pg_desc": "has no name"}]}""";

    private static TraceMetadata metadata(String distributed) {
        TraceMetadata metadata = new TraceMetadata(new Redaction(RedactionRules.NONE));
        metadata.put("distributedInfo", distributed.getBytes(UTF_8));
        return metadata;
    }

    private static @Nullable Integer stage(String description, int rank) {
        return metadata("{\"pg_config\": [{\"pg_name\": \"2\", \"pg_desc\": \"" + description
                        + "\", \"ranks\": [0, 4, 8, 12]}]}")
                .stage(rank);
    }

    @Test
    void groupsThatDoTheSameHaveOneKindAndEachItsRanks() {
        assertThat(metadata(MESH).processGroups().groups())
                .containsExactly(
                        new ProcessGroup("0", "default_pg", "0-7"),
                        new ProcessGroup("3", "mesh_pp", "1-7/2"),
                        new ProcessGroup("7", "2 ranks", "4-5"),
                        new ProcessGroup("8", "3 ranks/?", "0,5,6"),
                        new ProcessGroup("9", "dp", "9"));
    }

    @Test
    void theStageIsThePlaceInTheGroupOfThePipeline() {
        assertThat(metadata(MESH).stage(5)).isEqualTo(2);
        assertThat(metadata(MESH).stage(4)).isNull();
        assertThat(metadata(MESH).stage(null)).isNull();
        assertThat(metadata(MESH).microbatches()).isEqualTo(16);
        assertThat(stage("PIPELINE_MODEL_PARALLEL_GROUP", 12)).isEqualTo(3);
        assertThat(stage("pp", 0)).isZero();
        assertThat(stage("pipe", 4)).isEqualTo(1);
    }

    @Test
    void groupsOfOtherKindsTellNoStage() {
        assertThat(stage("EMBEDDING_GROUP", 4)).isNull();
        assertThat(stage("pp-embd", 4)).isNull();
        assertThat(stage("TENSOR_MODEL_PARALLEL_GROUP", 4)).isNull();
        assertThat(stage("mesh_cpp", 4)).isNull();
        assertThat(metadata("{\"pg_config\": [{\"pg_name\": \"1\", \"pg_desc\": \"pp\", \"ranks\": [0, 1]},"
                                + " {\"pg_name\": \"2\", \"pg_desc\": \"pp\", \"ranks\": [1, 2]}]}")
                        .stage(1))
                .as("two pipelines that contradict each other")
                .isNull();
    }

    @Test
    void theStageItselfCountsBeforeTheGroups() {
        assertThat(metadata("{\"pp_rank\": 1, \"pg_config\": [{\"pg_name\": \"1\", \"pg_desc\": \"pp\","
                                + " \"ranks\": [5]}]}")
                        .stage(5))
                .isEqualTo(1);
    }
}
