package io.tracemill.telemetry.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.ReadingKind;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However a counter comes in, what it grew by is the same. That is computed of the published readings of each source
 * and device in the order of their times: of two values of a time the larger counts, and after a reset the new value.
 */
class CounterIncreaseTest {

    private static final String DCGM = "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{%s} %d";
    private static final String ONE = "gpu=\"0\",UUID=\"GPU-1\",hostname=\"n1\"";
    private static final String PLACE = "dcgm-exporter n1:9400 GPU-1";
    private static final int POINTS = 240;
    private static final long SECONDS = 5;

    /** What the counter has at a time. */
    private record Point(int number, long millijoules) {

        long nanos() {
            return Batches.NOW + number * SECONDS * 1_000_000_000;
        }

        String line(String labels) {
            return DCGM.formatted(labels, millijoules) + '\n';
        }

        String timedLine(String labels) {
            return DCGM.formatted(labels, millijoules) + ' ' + nanos() / 1_000_000 + '\n';
        }
    }

    /** How the points of a counter are read. */
    private interface Way {
        void read(List<Point> counter, Batches batches);
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                way("one exporter", CounterIncreaseTest::plainly, PLACE),
                way("each line twice, of two jobs", CounterIncreaseTest::ofTwoJobs, PLACE),
                way("two collectors that pass on one exporter", CounterIncreaseTest::ofTwoCollectors, PLACE),
                way("a pod that comes, moves and goes", CounterIncreaseTest::ofPods, PLACE),
                way("labels in their old and their new spelling", CounterIncreaseTest::renamed, PLACE),
                way("in any order", CounterIncreaseTest::inAnyOrder, PLACE),
                way("again, soon and late", CounterIncreaseTest::again, PLACE),
                way(
                        "two exporters of a device",
                        CounterIncreaseTest::ofTwoExporters,
                        PLACE,
                        "dcgm-exporter n1:9401 GPU-1"),
                way("instances of a device", CounterIncreaseTest::ofInstances, PLACE, PLACE + "/7", PLACE + "/8"),
                way(
                        "partitions of a device",
                        CounterIncreaseTest::ofPartitions,
                        "amd-device-metrics-exporter n1:5000 S1"));
    }

    private static Arguments way(String name, Way way, String... places) {
        return Arguments.of(Named.of(name, way), List.of(places));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theIncreaseIsThatOfOneCleanSeries(Way way, List<String> places) {
        for (int seed = 0; seed < 20; seed++) {
            List<Point> counter = counter(seed);
            Batches batches = new Batches();

            way.read(counter, batches);

            batches.batches.flush();
            Map<String, Long> expected = new TreeMap<>();
            places.forEach(place -> expected.put(place, increase(counter)));
            assertThat(increases(batches.published)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    /** A counter that is reset twice. */
    private static List<Point> counter(int seed) {
        Random random = new Random(seed);
        int first = 1 + random.nextInt(POINTS / 2);
        int second = first + 1 + random.nextInt(POINTS / 2 - 1);
        List<Point> points = new ArrayList<>();
        long value = random.nextInt(1_000_000);
        for (int i = 0; i < POINTS; i++) {
            value = i == first || i == second ? random.nextInt(50) : value + random.nextInt(3_500);
            points.add(new Point(i, value));
        }
        return points;
    }

    private static long increase(List<Point> counter) {
        long sum = 0;
        for (int i = 1; i < counter.size(); i++) {
            long before = counter.get(i - 1).millijoules();
            long now = counter.get(i).millijoules();
            sum += now >= before ? now - before : now;
        }
        return sum;
    }

    /** The increase in mJ of the energy of each source and device. */
    private static Map<String, Long> increases(List<TelemetryBatch> batches) {
        Map<String, TreeMap<Long, Long>> series = new TreeMap<>();
        for (TelemetryBatch batch : batches) {
            List<String> strings = batch.getStrings();
            for (TelemetrySample sample : batch.getSamples()) {
                if (sample.getQuantity() != null
                        && strings.get(sample.getQuantity()).equals("hw.energy")) {
                    assertThat(batch.getNode()).isEqualTo("n1");
                    assertThat(sample.getKind()).isEqualTo(ReadingKind.COUNTER);
                    series.computeIfAbsent(
                                    batch.getSource() + ' ' + strings.get(sample.getDevice()), of -> new TreeMap<>())
                            .merge(sample.getTimeNs(), Math.round(sample.getValue() * 1_000), Math::max);
                }
            }
        }
        Map<String, Long> increases = new TreeMap<>();
        series.forEach((place, values) -> {
            List<Point> points = new ArrayList<>();
            values.values().forEach(value -> points.add(new Point(points.size(), value)));
            increases.put(place, increase(points));
        });
        return increases;
    }

    private static void plainly(List<Point> counter, Batches batches) {
        counter.forEach(point -> batches.scrape("n1:9400", point.nanos(), point.line(ONE)));
    }

    private static void ofTwoJobs(List<Point> counter, Batches batches) {
        for (Point point : counter) {
            boolean swapped = point.number() % 3 == 0;
            batches.scrape(
                    "n1:9400",
                    point.nanos(),
                    point.line(ONE + ",hpc_job=\"" + (swapped ? 18 : 17) + '"')
                            + point.line(ONE + ",hpc_job=\"" + (swapped ? 17 : 18) + '"'));
        }
    }

    /** Each has two thirds of the points, its own labels, and its own delay. */
    private static void ofTwoCollectors(List<Point> counter, Batches batches) {
        for (int from = 0; from < POINTS; from += 30) {
            List<Point> block = counter.subList(from, from + 30);
            for (String replica : List.of("a", "b")) {
                StringBuilder text = new StringBuilder();
                for (Point point : block) {
                    if (point.number() % 3 != (replica.equals("a") ? 1 : 2)) {
                        text.append(point.timedLine(
                                ONE + ",instance=\"n1:9400\",job=\"gpu\",prometheus_replica=\"" + replica + '"'));
                    }
                }
                batches.scrape("", Batches.NOW, text.toString()).batches.flush();
            }
        }
    }

    private static void ofPods(List<Point> counter, Batches batches) {
        for (Point point : counter) {
            String pod = point.number() % 80 < 20 ? "" : ",pod=\"p" + point.number() / 80 + "\",namespace=\"x\"";
            batches.scrape("n1:9400", point.nanos(), point.line(ONE + pod))
                    .batches
                    .flush();
        }
    }

    private static void renamed(List<Point> counter, Batches batches) {
        for (Point point : counter) {
            String labels = point.number() < 100 ? "gpu=\"0\",uuid=\"GPU-1\",Hostname=\"N1.example.org\"" : ONE;
            batches.scrape("n1:9400", point.nanos(), point.line(labels));
        }
    }

    private static void inAnyOrder(List<Point> counter, Batches batches) {
        List<Point> shuffled = new ArrayList<>(counter);
        Collections.shuffle(shuffled, new Random(counter.get(0).millijoules()));
        for (Point point : shuffled) {
            batches.scrape("n1:9400", Batches.NOW, point.timedLine(ONE));
            if (point.number() % 7 == 0) {
                batches.batches.flush();
            }
        }
    }

    private static void again(List<Point> counter, Batches batches) {
        for (Point point : counter) {
            StringBuilder text = new StringBuilder(point.timedLine(ONE));
            for (int back : new int[] {1, 3, 60}) {
                text.append(counter.get(Math.max(0, point.number() - back)).timedLine(ONE));
            }
            batches.scrape("n1:9400", Batches.NOW, text.toString());
            if (point.number() % 5 == 0) {
                batches.batches.flush();
            }
        }
    }

    private static void ofTwoExporters(List<Point> counter, Batches batches) {
        for (Point point : counter) {
            batches.scrape("n1:9400", point.nanos(), point.line(ONE))
                    .scrape("n1:9401", point.nanos() + 2_000_000_000L, point.line(ONE));
        }
    }

    private static void ofInstances(List<Point> counter, Batches batches) {
        for (Point point : counter) {
            batches.scrape(
                    "n1:9400",
                    point.nanos(),
                    point.line(ONE + ",GPU_I_PROFILE=\"1g.10gb\",GPU_I_ID=\"7\"")
                            + point.line(ONE + ",GPU_I_PROFILE=\"1g.10gb\",GPU_I_ID=\"8\"")
                            + point.line(ONE));
        }
    }

    /** The first partition has the sensors, and the others print 0. */
    private static void ofPartitions(List<Point> counter, Batches batches) {
        String line = "gpu_energy_consumed{serial_number=\"S1\",gpu_id=\"%1$d\",gpu_partition_id=\"%1$d\"} %2$d\n";
        for (Point point : counter) {
            StringBuilder text = new StringBuilder();
            for (int partition = 0; partition < 4; partition++) {
                text.append(line.formatted(partition, partition == 0 ? 1_000 * point.millijoules() : 0));
            }
            batches.scrape("n1:5000", point.nanos(), text.toString());
        }
    }
}
