package io.tracemill.storage.publish;

import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.flat.StringTable;
import io.tracemill.storage.ExpectedRows;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.DerivedDataset;
import io.tracemill.storage.rows.HivePartition;
import io.tracemill.storage.rows.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;

/** A process that owns, or believes to own, the one partition of a simulated group. */
final class SimulatedOwner {

    static final TopicPartition PARTITION = new TopicPartition("tracemill.operator-stats", 0);

    private static final Rows<OperatorStats, OperatorStats> NOTHING = Rows.of(
            new OperatorStats(),
            new HivePartition("r", "2026-03-01"),
            StringTable.of(List.of()),
            List.<OperatorStats>of());

    /**
     * A dataset derived from the records whose count is even. Its files have the same names as those of the other
     * dataset.
     */
    static final DerivedDataset<OperatorStats, OperatorStats, OperatorStats> EVEN = new DerivedDataset<>(
            "even_stats",
            Datasets.of(OperatorStats.class),
            Datasets.of(OperatorStats.class).columns(),
            () -> of -> of.record().getCount() % 2 == 0 ? of : NOTHING);

    private final Publisher publisher;
    private final List<OperatorStats> log;
    private final Random random;
    private int position;
    private boolean dead;
    private boolean busy;

    SimulatedOwner(FileOperations operations, Path out, String writer, List<OperatorStats> log, Random random) {
        RollLimits limits = new RollLimits(5, 1 << 20, Duration.ofHours(1), 2, 1 << 20);
        this.publisher = new Publisher(operations, new ArchivePlace(out, "cluster", writer), limits);
        this.log = log;
        this.random = random;
    }

    boolean isDead() {
        return dead;
    }

    boolean isAtEnd() {
        return position == log.size();
    }

    void begin(int committed) {
        publisher.begin(PARTITION);
        position = committed;
    }

    /** Reads a few records, as one poll does. If it was overtaken, it begins again at the group's commit. */
    void poll(int committed) {
        alive(() -> {
            for (int i = random.nextInt(1, 8); i > 0 && !isAtEnd(); i--) {
                OperatorStats record = log.get(position);
                Rows<OperatorStats, OperatorStats> rows = ExpectedRows.read(Datasets.of(OperatorStats.class), record)
                        .orElseThrow();
                publisher.add(PARTITION, Datasets.of(OperatorStats.class), rows, position, 0);
                publisher.add(PARTITION, EVEN, EVEN.derivation().get().rows(rows), position, 0);
                position++;
            }
            rewind(committed);
        });
    }

    void publish(int committed) {
        alive(() -> {
            publisher.publish(List.of(PARTITION));
            rewind(committed);
        });
    }

    /** The offset that it would commit now. */
    int committable() {
        publisher.publishedRows();
        return (int) publisher.committable(PARTITION, position);
    }

    /** Ends in order after an error. */
    void end() {
        publisher.close();
    }

    private void rewind(int committed) {
        if (!publisher.overtaken().isEmpty()) {
            begin(committed);
        }
    }

    private void alive(Work work) {
        if (dead || busy) {
            return;
        }
        busy = true;
        try {
            work.run();
        } catch (SimulatedCrash e) {
            dead = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            busy = false;
        }
    }

    private interface Work {
        void run() throws IOException;
    }
}
