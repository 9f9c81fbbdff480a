package io.tracemill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.CollectiveStats;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.storage.publish.ArchivePlace;
import io.tracemill.storage.publish.ArchiveTree;
import io.tracemill.storage.publish.Publisher;
import io.tracemill.storage.publish.RollLimits;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a reader of an archive reads. */
class ArchiveFilesTest {

    private static final String DATE = "2026-03-01";

    @TempDir
    Path out;

    private final RandomRecords random = new RandomRecords(1);
    private RankSpread spread;
    private SlowRankFinding finding;
    private CollectiveStats collective;
    private TraceInfo trace;

    @BeforeEach
    void write() throws IOException {
        trace = random.next(TraceInfo.class, "a/b", DATE);
        trace.setState(TraceState.COMPLETE);
        spread = spread("a/b");
        finding = random.next(SlowRankFinding.class, "a/b", DATE);
        finding.setFinalMs(spread.getFinalMs());
        collective = random.next(CollectiveStats.class, "a/b", DATE);
        publish("one", Datasets.TRACES, trace);
        publish("one", Datasets.of(RankSpread.class), spread);
        publish("one", Datasets.of(SlowRankFinding.class), finding);
        publish("one", Datasets.of(CollectiveStats.class), collective);
        publish("two", Datasets.of(RankSpread.class), spread("other"));
    }

    private RankSpread spread(String run) {
        RankSpread row = random.next(RankSpread.class, run, DATE);
        row.setStep(null);
        return row;
    }

    private <A extends SpecificRecord, R> void publish(String cluster, Dataset<A, R> dataset, A record)
            throws IOException {
        RollLimits limits = new RollLimits(1000, 1 << 20, Duration.ofHours(1), 64, 1 << 24);
        TopicPartition partition = new TopicPartition(dataset.name(), 0);
        try (Publisher publisher = new Publisher(new ArchivePlace(out, cluster, "writer"), limits)) {
            publisher.begin(partition);
            publisher.add(partition, dataset, ExpectedRows.read(dataset, record).orElseThrow(), 0, 0);
            publisher.publish(List.of(partition));
        }
    }

    private Map<String, List<Path>> files() throws IOException {
        Map<String, List<Path>> files = new HashMap<>();
        for (Table<?, ?> table : Datasets.tables()) {
            files.put(table.name(), new ArchiveTree(out).files(table, Set.of()));
        }
        return files;
    }

    private void assertThatItHasTheRun(Archive archive) throws IOException {
        assertThat(archive.traces()).containsExactly(trace);
        assertThat(archive.rows(trace.getTraceId(), TraceInfo.class)).containsExactly(trace);
        assertThat(archive.rankSpread("a/b")).containsExactly(spread);
        assertThat(archive.slowRanks(spread)).containsExactly(finding);
        assertThat(archive.collectives("a/b")).containsExactly(collective);
    }

    @Test
    void filesThatAreKnownAreNotLookedForAgain() throws IOException {
        Archive archive = Archive.of(out, files());
        publish("later", Datasets.of(CollectiveStats.class), random.next(CollectiveStats.class, "late", DATE));

        assertThatItHasTheRun(archive);
        assertThatItHasTheRun(Archive.open(out));
        assertThat(archive.collectives("late")).isEmpty();
        assertThat(Archive.open(out).collectives("late")).hasSize(1);
    }

    @Test
    void rowsOfARunAreReadFromItsOwnFilesOnly() throws IOException {
        Archive archive = Archive.of(out, files());
        assertThat(archive.rankSpread("other")).hasSize(1);
        for (Path file : ArchiveTree.filesUnder(out.resolve("rank_spread/run=other"))) {
            Files.delete(file);
        }

        assertThatItHasTheRun(archive);
        assertThatThrownBy(() -> archive.rankSpread("other"))
                .as("its rows are in another file by now")
                .isInstanceOf(IOException.class);
    }
}
