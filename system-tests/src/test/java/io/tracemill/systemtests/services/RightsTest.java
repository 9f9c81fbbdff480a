package io.tracemill.systemtests.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.cli.Golden;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.Topic;
import io.tracemill.systemtests.SmallTraces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a command says that lacks one of the rights it needs, or is not let in at all. */
class RightsTest {

    @TempDir
    private static Path dir;

    private static EmbeddedKafka kafka;
    private static Admin admin;

    @BeforeAll
    static void startBroker() throws Exception {
        Set<String> users = new TreeSet<>();
        for (String command : CommandRights.COMMANDS) {
            int rights = CommandRights.of(command, "p.", "User:any").size();
            IntStream.range(0, rights).forEach(lacking -> users.add(user(command, lacking)));
        }
        kafka = SecuredBroker.prepare(dir.resolve("broker"), users);
        kafka.start();
        Map<String, Object> client = new HashMap<>(SecuredBroker.client(SecuredBroker.ADMIN));
        client.put("bootstrap.servers", kafka.bootstrapServers());
        admin = Admin.create(client);
        assertThat(asAdmin("p.", "topics", "create", "--partitions", "1").code())
                .isZero();
        admin.createTopics(List.of(new NewTopic(CommandRights.SENDERS, 1, (short) 1)))
                .all()
                .get();
        Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR);
    }

    @AfterAll
    static void endBroker() {
        admin.close();
        kafka.close();
    }

    private static String user(String command, int lacking) {
        return command.replace(' ', '-') + "-" + lacking;
    }

    private static CommandLineRun asAdmin(String prefix, String... command) throws IOException {
        return as(SecuredBroker.ADMIN, prefix, command);
    }

    private static CommandLineRun as(String user, String prefix, String... command) throws IOException {
        Path client = SecuredBroker.clientFile(dir.resolve(user + ".properties"), SecuredBroker.client(user));
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers(), "--prefix", prefix));
        all.addAll(List.of("--command-config", client.toString()));
        return CommandLineRun.with(Map.of("TRACEMILL_HTTP", "off"), all.toArray(String[]::new));
    }

    @Test
    void thePageListsTheRightsOfEachCommand() throws IOException {
        Golden.assertSameRegion(Path.of("../docs/deployment.md"), "rights", CommandRights.table("tracemill."));
    }

    @TestFactory
    List<DynamicTest> aCommandThatLacksOneOfItsRightsSaysWhich() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String command : CommandRights.COMMANDS) {
            List<AclBinding> rights = CommandRights.of(command, "p.", "User:any");
            for (int i = 0; i < rights.size(); i++) {
                int lacking = i;
                AclBinding right = rights.get(i);
                tests.add(DynamicTest.dynamicTest(
                        command + " without " + right.entry().operation() + " on "
                                + right.pattern().name(),
                        () -> lacks(command, lacking)));
            }
        }
        return tests;
    }

    /** Whether a right is one to what a topology makes for itself, or to its group. */
    private static boolean isOfAnApp(AclBinding right) {
        return right.pattern().name().matches("p\\.(fleet-)?topology-?");
    }

    /** The topology that a right is for. */
    private static String app(AclBinding right) {
        return right.pattern().name().startsWith("p.fleet") ? "fleet-topology" : "topology";
    }

    private static void lacks(String command, int lacking) throws Exception {
        AclBinding lacked = CommandRights.of(command, "p.", "User:any").get(lacking);
        boolean ofTheApp = isOfAnApp(lacked);
        boolean creates = lacked.entry().operation() == AclOperation.CREATE;
        String prefix = ofTheApp || creates ? "p" + lacking + "." : "p.";
        String user = user(command, lacking);
        List<AclBinding> rights = new ArrayList<>(CommandRights.of(command, prefix, "User:" + user));
        rights.remove(lacking);
        SecuredBroker.allow(admin, rights);
        if (ofTheApp) {
            prepareState(prefix, lacked);
        }

        CommandLineRun run = as(user, prefix, arguments(command));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()
                        .replaceFirst(
                                "^(tracemill stream: warning: each topic has only one replica: .*\n)?tracemill \\w+: running\n",
                                "")
                        .replaceAll("((?:fleet-)?topology)-[a-z-]+-changelog", "$1-ANY-changelog"))
                .isEqualTo("tracemill: " + kafka.bootstrapServers() + ": not authorised: "
                        + denied(command, prefix, lacked) + "; the principal of --command-config needs that right\n");
    }

    /** Ours says it of a topic; Kafka's of what the topology makes for itself, and of groups. */
    private static String denied(String command, String prefix, AclBinding lacked) {
        String operation = lacked.entry().operation().name();
        return switch (lacked.pattern().resourceType()) {
            case GROUP ->
                "Not authorized to access group: " + lacked.pattern().name().replace("p.", prefix);
            case TRANSACTIONAL_ID -> "Transactional Id authorization failed";
            default ->
                isOfAnApp(lacked)
                        ? deniedState(prefix + app(lacked), lacked.entry().operation())
                        : operation + " on topic " + firstTopic(command, lacked) + " is missing";
        };
    }

    /** Kafka's words on what the topology keeps for itself. */
    private static String deniedState(String application, AclOperation operation) {
        String changelog = application + "-ANY-changelog";
        return operation == AclOperation.CREATE
                ? "Could not create topic " + changelog
                : "Not authorized to access topics: [" + changelog + "]";
    }

    /** The first of the topics that it would use; of those to be created, only what they begin with is known. */
    private static String firstTopic(String command, AclBinding lacked) {
        if (lacked.pattern().patternType() == PatternType.LITERAL) {
            return lacked.pattern().name();
        }
        if (lacked.entry().operation() == AclOperation.CREATE) {
            return "p0.*";
        }
        Topic first = switch (command) {
            case "archive" -> Topic.SPANS;
            case "scrape", "bridge" -> Topic.FLEET_TELEMETRY;
            case "notify" -> Topic.ALERTS;
            case "serve" -> Topic.RANK_STEPS;
            default -> Topic.TRACE_EVENTS;
        };
        return "p." + first.suffix();
    }

    private static void prepareState(String prefix, AclBinding lacked) throws Exception {
        assertThat(asAdmin(prefix, "topics", "create", "--partitions", "1").code())
                .isZero();
        switch (lacked.entry().operation()) {
            case READ -> {
                String part = app(lacked).equals("fleet-topology") ? "node-join" : "trace-pass";
                String changelog = prefix + app(lacked) + "-" + part + "-changelog";
                admin.createTopics(List.of(new NewTopic(changelog, 1, (short) 1)))
                        .all()
                        .get();
                Map<String, Object> client = new HashMap<>(SecuredBroker.client(SecuredBroker.ADMIN));
                client.put("bootstrap.servers", kafka.bootstrapServers());
                try (KafkaProducer<String, String> producer =
                        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
                    producer.send(new ProducerRecord<>(changelog, "key", "state"))
                            .get();
                }
            }
            case WRITE -> {
                assertThat(asAdmin(prefix, "ingest", dir.resolve("pair.json").toString())
                                .code())
                        .isZero();
            }
            default -> {
                // It starts with nothing.
            }
        }
    }

    private static String[] arguments(String command) {
        return switch (command) {
            case "ingest" -> new String[] {"ingest", dir.resolve("pair.json").toString()};
            case "scrape" -> new String[] {"scrape", "127.0.0.1:1"};
            case "bridge" -> new String[] {"bridge", CommandRights.SENDERS};
            case "notify" -> new String[] {"notify", "--webhook", "http://127.0.0.1:1"};
            case "serve" -> new String[] {"serve", "--listen", "127.0.0.1:0"};
            case "archive" ->
                new String[] {"archive", "--out", dir.resolve("out").toString()};
            default -> command.split(" ", -1);
        };
    }

    @Test
    void wrongCredentialsAreSaidToBeWrong() throws IOException {
        Path client = SecuredBroker.clientFile(dir.resolve("who.properties"), SecuredBroker.client("who"));
        for (String[] command : List.of(
                new String[] {"topics", "verify"},
                arguments("ingest"),
                new String[] {"stream"},
                arguments("archive"),
                new String[] {"tail", Topic.SPANS.suffix()})) {
            List<String> all = new ArrayList<>(List.of(command));
            all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers(), "--command-config", client.toString()));
            CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("tracemill: " + kafka.bootstrapServers() + ": the brokers rejected the credentials: "
                            + "Authentication failed: Invalid username or password; check --command-config\n");
        }
    }
}
