package io.tracemill.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.OperatorStats;
import io.tracemill.storage.RandomRecords;
import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of the protocol under crashes, rebalances and zombies. The row of a record is its offset, and each must be
 * there once.
 */
class PublisherScheduleTest {

    private static final int RECORDS = 40;
    private static final int SCHEDULES = 200;

    @TempDir
    Path directory;

    @Test
    void noScheduleOfCrashesRebalancesZombiesAndMergesLosesOrDoublesARow() throws IOException {
        int merges = 0;
        for (int seed = 0; seed < SCHEDULES; seed++) {
            Path out = directory.resolve("seed" + seed);

            merges += new Schedule(out, seed).run();

            assertThat(archivedOffsets(out)).as("seed %d", seed).isEqualTo(everyOffsetOnce());
            assertThat(archivedOffsets(out, SimulatedOwner.EVEN))
                    .as("seed %d", seed)
                    .isEqualTo(everyEvenOffsetOnce());
        }
        assertThat(merges).isGreaterThan(SCHEDULES);
    }

    @Test
    void aCrashBetweenAnyTwoOperationsLosesAndDoublesNothing() throws IOException {
        for (int steps = 0; steps < 130; steps++) {
            Path out = directory.resolve("steps" + steps);
            List<OperatorStats> log = log(steps);
            SimulatedOwner first =
                    new SimulatedOwner(new CrashingOperations(steps, () -> {}), out, "first", log, new Random(steps));
            first.begin(0);
            int committed = 0;
            while (!first.isDead() && !first.isAtEnd()) {
                first.poll(committed);
                committed = first.isDead() ? committed : first.committable();
            }
            first.publish(committed);
            finish(new SimulatedOwner(FileOperations.REAL, out, "second", log, new Random(steps)), committed);

            assertThat(archivedOffsets(out)).as("crash before step %d", steps).isEqualTo(everyOffsetOnce());
            assertThat(archivedOffsets(out, SimulatedOwner.EVEN))
                    .as("crash before step %d", steps)
                    .isEqualTo(everyEvenOffsetOnce());
        }
    }

    @Test
    void aFaultAtAnyOperationLosesAndDoublesNothingAndLeavesNothingUnfinished() throws IOException {
        for (int steps = 0; steps < 130; steps++) {
            Path out = directory.resolve("fault" + steps);
            List<OperatorStats> log = log(steps);
            int committed = untilItFails(
                    new SimulatedOwner(new FailingOperations(steps), out, "first", log, new Random(steps)), out);

            assertThat(FileWalk.files(out, name -> !name.endsWith(".parquet")))
                    .as("fault at step %d", steps)
                    .isEmpty();
            finish(new SimulatedOwner(FileOperations.REAL, out, "second", log, new Random(steps)), committed);

            assertThat(archivedOffsets(out)).as("fault at step %d", steps).isEqualTo(everyOffsetOnce());
            assertThat(archivedOffsets(out, SimulatedOwner.EVEN))
                    .as("fault at step %d", steps)
                    .isEqualTo(everyEvenOffsetOnce());
        }
    }

    /** Runs an owner until it fails or reaches the end. Returns what was committed. */
    private static int untilItFails(SimulatedOwner owner, Path out) {
        int committed = 0;
        try {
            owner.begin(0);
            while (!owner.isAtEnd()) {
                owner.poll(committed);
                committed = owner.committable();
            }
            owner.publish(committed);
        } catch (UncheckedIOException e) {
            assertThat(e.getCause())
                    .hasMessageStartingWith(out.toString())
                    .hasMessageEndingWith(": No space left on device");
        }
        owner.end();
        return committed;
    }

    @Test
    void theSameRecordsReadAgainFromTheBeginningChangeNothing() throws IOException {
        List<OperatorStats> log = log(1);
        finish(new SimulatedOwner(FileOperations.REAL, directory, "first", log, new Random(1)), 0);
        List<Path> files = new ArchiveTree(directory).files(Datasets.of(OperatorStats.class), Set.of());

        finish(new SimulatedOwner(FileOperations.REAL, directory, "second", log, new Random(2)), 0);

        assertThat(new ArchiveTree(directory).files(Datasets.of(OperatorStats.class), Set.of()))
                .isEqualTo(files)
                .isNotEmpty();
    }

    private static void finish(SimulatedOwner owner, int committed) {
        owner.begin(committed);
        while (true) {
            owner.poll(committed);
            if (owner.isAtEnd()) {
                owner.publish(committed);
                if (owner.isAtEnd()) {
                    return;
                }
            }
        }
    }

    /** Records of three runs in random order. The count of each is its offset. */
    private static List<OperatorStats> log(long seed) {
        Random random = new Random(seed);
        RandomRecords records = new RandomRecords(seed);
        List<OperatorStats> log = new ArrayList<>();
        for (int offset = 0; offset < RECORDS; offset++) {
            OperatorStats record = records.next(OperatorStats.class, "run" + random.nextInt(3), "2026-03-01");
            record.setCount(offset);
            log.add(record);
        }
        return log;
    }

    private static Map<Long, Long> archivedOffsets(Path out) throws IOException {
        return archivedOffsets(out, Datasets.of(OperatorStats.class));
    }

    private static Map<Long, Long> archivedOffsets(Path out, Table<?, ?> table) throws IOException {
        List<Long> offsets = new ArrayList<>();
        for (Path file : new ArchiveTree(out).files(table, Set.of())) {
            RowFileReader.read(file, Set.of("count"), row -> offsets.add((Long) row.get("count")));
        }
        return offsets.stream().collect(Collectors.groupingBy(o -> o, TreeMap::new, Collectors.counting()));
    }

    private static Map<Long, Long> everyEvenOffsetOnce() {
        Map<Long, Long> even = new TreeMap<>(everyOffsetOnce());
        even.keySet().removeIf(offset -> offset % 2 != 0);
        return even;
    }

    private static Map<Long, Long> everyOffsetOnce() {
        return LongStream.range(0, RECORDS)
                .boxed()
                .collect(Collectors.groupingBy(o -> o, TreeMap::new, Collectors.counting()));
    }

    /**
     * A random schedule: one owner can commit, owners before it may be zombies, and any may die before any operation.
     */
    private static final class Schedule {
        private final Path out;
        private final Random random;
        private final List<OperatorStats> log;
        private final List<SimulatedOwner> zombies = new ArrayList<>();
        private SimulatedOwner owner;
        private int committed;
        private final Set<String> dead = new HashSet<>();
        private int writers;
        private int merges;
        private boolean nested;

        Schedule(Path out, long seed) {
            this.out = out;
            this.random = new Random(seed);
            this.log = log(seed);
            this.owner = newOwner();
        }

        /** Runs the schedule. Returns how often several files became one. */
        int run() throws IOException {
            for (int i = 0; i < 60; i++) {
                act();
            }
            zombies.forEach(zombie -> zombie.publish(committed));
            owner.publish(committed);
            finish(new SimulatedOwner(FileOperations.REAL, out, "last", log, random), committed);
            SimulatedMerger.recover(out);
            return merges;
        }

        private SimulatedOwner newOwner() {
            long stepsLeft = random.nextInt(3) == 0 ? random.nextInt(60) : Long.MAX_VALUE;
            SimulatedOwner fresh = new SimulatedOwner(
                    new CrashingOperations(stepsLeft, this::betweenSteps), out, "w" + writers++, log, random);
            fresh.begin(committed);
            return fresh;
        }

        private void act() throws IOException {
            switch (random.nextInt(14)) {
                case 0 -> replaceOwner();
                case 12, 13 -> merge();
                case 1, 2 -> owner.publish(committed);
                case 3, 4 -> commit();
                case 5, 6, 7 -> actAsZombie();
                default -> owner.poll(committed);
            }
            if (owner.isDead()) {
                dead.add("w" + (writers - 1));
                owner = newOwner();
            }
        }

        /** Merges files, while owners and zombies go on between the operations. It may die before any of them. */
        private void merge() throws IOException {
            SimulatedMerger.removeDead(out, dead);
            long stepsLeft = random.nextInt(3) == 0 ? random.nextInt(25) : Long.MAX_VALUE;
            SimulatedMerger merger =
                    new SimulatedMerger(out, new CrashingOperations(stepsLeft, this::betweenMerging), random);
            merges +=
                    merger.merge(random.nextBoolean() ? Datasets.of(OperatorStats.class) : SimulatedOwner.EVEN) ? 1 : 0;
        }

        private void betweenMerging() {
            switch (random.nextInt(8)) {
                case 0 -> owner.poll(committed);
                case 1 -> owner.publish(committed);
                case 2 -> actAsZombie();
                default -> commit();
            }
        }

        private void replaceOwner() {
            if (random.nextBoolean()) {
                owner.publish(committed);
                commit();
            } else {
                zombies.add(owner);
            }
            owner = newOwner();
        }

        private void commit() {
            if (!owner.isDead()) {
                committed = owner.committable();
            }
        }

        private void actAsZombie() {
            if (!zombies.isEmpty()) {
                SimulatedOwner zombie = zombies.get(random.nextInt(zombies.size()));
                if (random.nextBoolean()) {
                    zombie.publish(committed);
                } else {
                    zombie.poll(committed);
                }
            }
        }

        /** Lets a zombie work now and then, between two operations of another owner. */
        private void betweenSteps() {
            if (!nested && random.nextInt(6) == 0) {
                nested = true;
                actAsZombie();
                nested = false;
            }
        }
    }
}
