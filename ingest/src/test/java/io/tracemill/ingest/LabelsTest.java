package io.tracemill.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.TraceEventBatch;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Labels travel with the first batch of a trace, and change nothing else. */
class LabelsTest {

    private static final byte[] TRACE = IntStream.range(0, 200)
            .mapToObj(i -> "{\"ph\":\"X\",\"name\":\"op" + i + "\",\"pid\":1,\"tid\":1,\"ts\":" + i + ",\"dur\":1}")
            .collect(Collectors.joining(",", "[", "]"))
            .getBytes(UTF_8);

    private static IngestConfig labelled(Map<String, String> labels) {
        return Ingested.config()
                .withOrigin(new IngestConfig.Origin("run", null, null, new TreeMap<>(labels)))
                .withLimits(limits -> limits.withBatchBytes(2048));
    }

    @Test
    void theFirstBatchHasThemAndTheCutOfBatchesDoesNotDependOnThem() {
        Ingested plain = Ingested.of(TRACE, labelled(Map.of()));
        Ingested labelled = Ingested.of(TRACE, labelled(Map.of("commit", "1a2b", "note", "x".repeat(256))));

        assertThat(labelled.report().traceId()).isEqualTo(plain.report().traceId());
        assertThat(labelled.batches()).hasSizeGreaterThan(3);
        assertThat(labelled.batches().get(0).getLabels()).isEqualTo(Map.of("commit", "1a2b", "note", "x".repeat(256)));
        assertThat(labelled.batches().get(0).getPlan())
                .isEqualTo(plain.batches().get(0).getPlan());
        assertThat(sizes(labelled)).isEqualTo(sizes(plain));
        assertThat(labelled.batches().subList(1, labelled.batches().size()))
                .allMatch(batch -> batch.getLabels().isEmpty());
    }

    private static List<Integer> sizes(Ingested trace) {
        return trace.batches().stream()
                .map(TraceEventBatch::getEvents)
                .map(List::size)
                .toList();
    }

    @Test
    void aSecretInALabelIsReplaced() {
        Ingested trace = Ingested.of(TRACE, labelled(Map.of("token", "hf_" + "abCD1234".repeat(4))));

        assertThat(trace.batches().get(0).getLabels()).isEqualTo(Map.of("token", "***"));
        assertThat(trace.totals().getRedacted()).isEqualTo(1);
    }

    @Test
    void moreLabelsThanThereIsRoomForAreRejected() {
        Map<String, String> labels = IntStream.range(0, 33).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));

        assertThatThrownBy(() -> labelled(labels)).hasMessage("labels must be at most 32 but was 33");
        assertThatThrownBy(() -> labelled(Map.of("K", "v"))).isInstanceOf(IllegalArgumentException.class);
    }
}
