package io.tracemill.systemtests.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.storage.publish.FileWalk;
import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever is killed or paused, and whenever: the archive ends up with every row of an undisturbed run, once. First a
 * few traces arrive at a time, then runs with the telemetry of their nodes, and then many small ones at once. A short
 * run without telemetry is part of every build; {@code tracemill.kills}, {@code tracemill.kills.fleet}, {@code
 * tracemill.kills.many} and {@code tracemill.seed} make longer and other ones.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class KillHarnessTest {

    private static final Logger LOG = LoggerFactory.getLogger(KillHarnessTest.class);
    private static final int ACTS = Integer.getInteger("tracemill.kills", 5);
    private static final int ACTS_OF_FLEET = Integer.getInteger("tracemill.kills.fleet", 0);
    private static final int ACTS_OF_MANY = Integer.getInteger("tracemill.kills.many", 3);
    private static final long SEED = Long.getLong("tracemill.seed", 1);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path dir;

    @Test
    void nothingIsLostOrDoubledWhateverIsKilledOrPaused() throws Exception {
        LOG.warn(
                "kill harness: -Dtracemill.kills={} -Dtracemill.kills.fleet={} -Dtracemill.kills.many={}"
                        + " -Dtracemill.seed={} in {}",
                ACTS,
                ACTS_OF_FLEET,
                ACTS_OF_MANY,
                SEED,
                dir);
        Map<TraceLoad, List<Disturbance>> acts = new EnumMap<>(TraceLoad.class);
        acts.put(TraceLoad.FEW, Disturbance.schedule(SEED, ACTS, TraceLoad.FEW));
        acts.put(TraceLoad.FLEET, Disturbance.schedule(SEED, ACTS_OF_FLEET, TraceLoad.FLEET));
        acts.put(TraceLoad.MANY, Disturbance.schedule(SEED, ACTS_OF_MANY, TraceLoad.MANY));
        ReplicatedBrokers brokers = ReplicatedBrokers.format(dir.resolve("brokers"));
        try (ProcessFleet fleet = new ProcessFleet(dir, brokers)) {
            ReferenceTraces traces = ReferenceTraces.generate(
                    fleet.traces(), SEED, traces(acts), telemetry -> ingest(brokers, telemetry));
            long begin = System.nanoTime();
            start(fleet, brokers);
            DisturbanceRunner runner = new DisturbanceRunner(fleet, traces);
            PublishedFileReader watch = PublishedFileReader.begin(fleet.archive());
            try (watch) {
                runner.play(acts.values().stream().flatMap(List::stream).toList());
                assertArchived(fleet, traces);
            }
            assertThat(watch.failures()).as("files that did not open").isEmpty();
            assertThat(run(brokers, "tail", "dead-letters", "--from-beginning", "--until-end")
                            .out())
                    .as("dead letters")
                    .isEmpty();
            assertThat(fleet.ended()).as("processes that ended by themselves").isEmpty();
            LOG.warn(
                    "kill harness: {}; traces in flight at each: {}; {} rows compared, {} files opened, {} s",
                    fleet.figures(),
                    runner.inFlight(),
                    traces.expectedRows(),
                    watch.opened(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
        }
    }

    private static Map<TraceLoad, Integer> traces(Map<TraceLoad, List<Disturbance>> acts) {
        Map<TraceLoad, Integer> traces = new EnumMap<>(TraceLoad.class);
        acts.forEach((load, schedule) ->
                traces.put(load, schedule.stream().mapToInt(Disturbance::traces).sum()));
        return traces;
    }

    private static void ingest(ReplicatedBrokers brokers, Path telemetry) {
        CommandLineRun run = run(brokers, "ingest", telemetry.toString(), "--quiet");
        assertThat(run.code()).as(run.err()).isZero();
    }

    private static void start(ProcessFleet fleet, ReplicatedBrokers brokers) throws IOException {
        fleet.startAll(Disturbance.Role.BROKER);
        CommandProcesses.awaitTrue(() -> run(brokers, "topics", "create", "--partitions", "4", "--replication", "2")
                        .code()
                == 0);
        for (Disturbance.Role role :
                List.of(Disturbance.Role.INGEST, Disturbance.Role.STREAM, Disturbance.Role.ARCHIVE)) {
            fleet.startAll(role);
        }
    }

    private static void assertArchived(ProcessFleet fleet, ReferenceTraces traces) throws Exception {
        DisturbanceRunner.await(
                Duration.ofSeconds(150),
                fleet,
                () -> traces.inFlight(fleet.archive()) <= 0
                        && ReferenceTraces.checksums(fleet.archive()).equals(traces.expected()));
        assertThat(ReferenceTraces.checksums(fleet.archive()))
                .as("rows and checksum of each dataset")
                .isEqualTo(traces.expected());
        for (int instance = 0; instance < Disturbance.Role.ARCHIVE.instances(); instance++) {
            fleet.kill(Disturbance.Role.ARCHIVE, instance);
        }
        List<Path> left = unpublished(fleet);
        fleet.startAll(Disturbance.Role.ARCHIVE);
        int alive = Disturbance.Role.ARCHIVE.instances();
        DisturbanceRunner.await(Duration.ofSeconds(60), fleet, () -> {
            List<Path> now = unpublished(fleet);
            return now.size() == alive && Collections.disjoint(now, left);
        });
        assertThat(unpublished(fleet))
                .as("a marker for each that lives, and nothing of the dead")
                .hasSize(alive)
                .doesNotContainAnyElementsOf(left);
        for (Disturbance.Role role :
                List.of(Disturbance.Role.INGEST, Disturbance.Role.STREAM, Disturbance.Role.ARCHIVE)) {
            fleet.terminateAll(role);
        }
        assertThat(unpublished(fleet)).as("files that are not published").isEmpty();
        assertThat(ReferenceTraces.checksums(fleet.archive()))
                .as("rows and checksum of each dataset, in the end")
                .isEqualTo(traces.expected());
    }

    private static List<Path> unpublished(ProcessFleet fleet) {
        try {
            return FileWalk.files(fleet.archive(), name -> !name.endsWith(".parquet"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CommandLineRun run(ReplicatedBrokers brokers, String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--bootstrap-server";
        all[args.length + 1] = brokers.servers();
        return CommandLineRun.of(all);
    }
}
