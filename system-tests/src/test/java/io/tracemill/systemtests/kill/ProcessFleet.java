package io.tracemill.systemtests.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All processes, and what happens to them. One that ends although nobody killed it is a finding. */
final class ProcessFleet implements AutoCloseable {

    /** Whoever dies is missed, and what it left open ends, within seconds. */
    private static final String CLIENT = """
            session.timeout.ms=3000
            heartbeat.interval.ms=500
            producer.transaction.timeout.ms=5000
            """;

    /** After such a pause the group has gone on without it, and its transaction was aborted. */
    static final int SESSION_OVER_MILLIS = 6_500;

    private final Path dir;
    private final ReplicatedBrokers brokers;
    private final Path client;
    private final CommandProcesses services;
    private final Map<String, Process> running = new LinkedHashMap<>();
    private final Map<Disturbance.Role, Integer> kills = new EnumMap<>(Disturbance.Role.class);
    private final Map<Disturbance.Role, Integer> pauses = new EnumMap<>(Disturbance.Role.class);
    private final List<String> ended = new ArrayList<>();
    private int starts;

    ProcessFleet(Path dir, ReplicatedBrokers brokers) throws IOException {
        this.dir = dir;
        this.brokers = brokers;
        this.services = new CommandProcesses(Files.createDirectories(dir.resolve("logs")));
        this.client = Files.writeString(dir.resolve("client.properties"), CLIENT);
    }

    Path traces() {
        return dir.resolve("traces");
    }

    Path archive() {
        return dir.resolve("archive");
    }

    void start(Disturbance.Role role, int instance) throws IOException {
        Process process = switch (role) {
            case BROKER ->
                services.startClass(
                        "kafka.Kafka", brokers.settings().get(instance).toString());
            case INGEST -> command("ingest", traces().toString(), "--watch", "--settle", "200ms");
            case STREAM -> command("stream");
            case ARCHIVE -> command("archive", "--out", archive().toString(), "--roll-idle", "1s", "--archive-raw");
        };
        running.put(name(role, instance), process);
        starts++;
    }

    private Process command(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--bootstrap-server", brokers.servers(), "--command-config", client.toString()));
        return services.start(all.toArray(String[]::new));
    }

    void startAll(Disturbance.Role role) throws IOException {
        for (int instance = 0; instance < role.instances(); instance++) {
            start(role, instance);
        }
    }

    void kill(Disturbance.Role role, int instance) throws InterruptedException {
        awaitTheOther(role);
        Process process = process(role, instance);
        noteIfEnded(role, instance);
        CommandProcesses.kill(process);
        kills.merge(role, 1, Integer::sum);
    }

    void pause(Disturbance.Role role, int instance) throws IOException, InterruptedException {
        awaitTheOther(role);
        signal("STOP", process(role, instance));
        pauses.merge(role, 1, Integer::sum);
    }

    /** One broker can be missed, but not both. */
    private void awaitTheOther(Disturbance.Role role) {
        if (role == Disturbance.Role.BROKER) {
            CommandProcesses.awaitTrue(brokers::areInSync);
        }
    }

    void goOn(Disturbance.Role role, int instance) throws IOException, InterruptedException {
        signal("CONT", process(role, instance));
    }

    /** Starts whatever ended by itself, and remembers that it did. */
    void supervise() throws IOException {
        for (Disturbance.Role role : Disturbance.Role.values()) {
            for (int instance = 0; instance < role.instances(); instance++) {
                if (noteIfEnded(role, instance)) {
                    start(role, instance);
                }
            }
        }
    }

    private boolean noteIfEnded(Disturbance.Role role, int instance) {
        Process process = process(role, instance);
        if (process.isAlive()) {
            return false;
        }
        ended.add(name(role, instance) + " ended with " + process.exitValue() + ": " + services.log(process));
        return true;
    }

    /** Ends a role's processes in good order. */
    void terminateAll(Disturbance.Role role) throws InterruptedException {
        for (int instance = 0; instance < role.instances(); instance++) {
            noteIfEnded(role, instance);
            services.terminate(process(role, instance));
        }
    }

    private Process process(Disturbance.Role role, int instance) {
        Process process = running.get(name(role, instance));
        assertThat(process).as("a process that was started").isNotNull();
        return process;
    }

    private static String name(Disturbance.Role role, int instance) {
        return role + " " + instance;
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS) && kill.exitValue() == 0)
                .as("SIG%s is delivered", name)
                .isTrue();
    }

    /** What ended although nobody killed it, with all that it said. */
    List<String> ended() {
        return ended;
    }

    /** What was done so far. */
    String figures() {
        return "kills " + kills + ", pauses " + pauses + ", starts " + starts;
    }

    @Override
    public void close() {
        services.killAll();
    }
}
