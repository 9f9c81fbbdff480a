package io.tracemill.systemtests.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.systemtests.CommandProcesses;
import io.tracemill.systemtests.SmallTraces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The two ways of docs/deployment.md to reach brokers through TLS: with a login by SCRAM, and with a certificate of the
 * client.
 */
class EncryptionTest {

    private static final String PASSWORD = "changeit";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    @TempDir
    private static Path dir;

    /** A key of the brokers and one of a client, each with a store of the certificates that it trusts. */
    @BeforeAll
    static void makeKeys() throws Exception {
        Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR);
        for (String owner : List.of("broker", "client")) {
            keytool(
                    "-genkeypair -keyalg EC -groupname secp256r1 -dname CN=" + owner
                            + " -ext SAN=IP:127.0.0.1,DNS:localhost",
                    owner + ".p12",
                    owner);
            keytool("-exportcert -file " + dir.resolve(owner + ".crt"), owner + ".p12", owner);
            keytool("-importcert -noprompt -file " + dir.resolve(owner + ".crt"), "trust.p12", owner);
        }
    }

    private static void keytool(String action, String store, String alias) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(CommandProcesses.java()).resolveSibling("keytool").toString()));
        command.addAll(List.of(action.split(" ", -1)));
        command.addAll(List.of("-alias", alias, "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", dir.resolve(store).toString()));
        Path log = dir.resolve("keytool.log");
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(keytool.waitFor()).as(Files.readString(log)).isZero();
    }

    private static EmbeddedKafka broker(String name, String protocol, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("listener.security.protocol.map", "CLIENTS:" + protocol + ",CONTROLLER:PLAINTEXT");
        settings.putAll(keys("broker"));
        EmbeddedKafka kafka = EmbeddedKafka.prepare(dir.resolve(name), settings);
        kafka.start();
        return kafka;
    }

    private static Map<String, String> trust() {
        return Map.of(
                "ssl.truststore.location", dir.resolve("trust.p12").toString(), "ssl.truststore.password", PASSWORD);
    }

    private static Map<String, String> keys(String owner) {
        Map<String, String> keys = new HashMap<>(trust());
        keys.put("ssl.keystore.location", dir.resolve(owner + ".p12").toString());
        keys.put("ssl.keystore.password", PASSWORD);
        return keys;
    }

    private static Map<String, String> login(String mechanism, String module, String user, String password) {
        Map<String, String> client = new HashMap<>(trust());
        client.put("security.protocol", "SASL_SSL");
        client.put("sasl.mechanism", mechanism);
        client.put("sasl.jaas.config", SecuredBroker.login(module, user, password));
        return client;
    }

    private static CommandLineRun run(EmbeddedKafka kafka, Map<String, String> client, String... command)
            throws IOException {
        Path file = SecuredBroker.clientFile(dir.resolve("client.properties"), Map.copyOf(client));
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers(), "--command-config", file.toString()));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private static void assertPasses(EmbeddedKafka kafka, Map<String, String> client) throws IOException {
        for (String[] command : new String[][] {
            {"topics", "create", "--partitions", "1"},
            {"ingest", dir.resolve("pair.json").toString()}
        }) {
            CommandLineRun run = run(kafka, client, command);
            assertThat(run.code()).as(run.err()).isZero();
        }
        CommandLineRun tail = run(kafka, client, "tail", "trace-events", "--from-beginning", "--until-end");
        assertThat(tail.out()).as(tail.err()).isNotEmpty();
    }

    @Test
    void aLoginByScramThroughTls() throws Exception {
        String admin =
                SecuredBroker.login(SecuredBroker.PLAIN, "admin", "secret").replace(";", " user_admin=\"secret\";");
        Map<String, String> settings = Map.of(
                "sasl.enabled.mechanisms",
                "PLAIN,SCRAM-SHA-512",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "listener.name.clients.plain.sasl.jaas.config",
                admin,
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                SCRAM + ";");
        try (EmbeddedKafka kafka = broker("scram", "SASL_SSL", settings)) {
            Map<String, Object> client = new HashMap<>(login("PLAIN", SecuredBroker.PLAIN, "admin", "secret"));
            client.put("bootstrap.servers", kafka.bootstrapServers());
            try (Admin cluster = Admin.create(client)) {
                cluster.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                "stream", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "right")))
                        .all()
                        .get();
            }
            assertPasses(kafka, login("SCRAM-SHA-512", SCRAM, "stream", "right"));
            assertThat(run(kafka, login("SCRAM-SHA-512", SCRAM, "stream", "wrong"), "tail", "spans"))
                    .isEqualTo(new CommandLineRun(
                            1,
                            "",
                            "tracemill: " + kafka.bootstrapServers() + ": the brokers rejected the credentials: "
                                    + "Authentication failed during authentication due to invalid credentials with SASL "
                                    + "mechanism SCRAM-SHA-512; check --command-config\n"));
        }
    }

    @Test
    void aCertificateOfTheClient() throws Exception {
        try (EmbeddedKafka kafka = broker("mutual", "SSL", Map.of("ssl.client.auth", "required"))) {
            Map<String, String> client = new HashMap<>(keys("client"));
            client.put("security.protocol", "SSL");
            assertPasses(kafka, client);

            client.keySet().removeIf(setting -> setting.startsWith("ssl.keystore"));
            CommandLineRun without = run(kafka, client, "tail", "spans");
            assertThat(without.code()).isEqualTo(1);
            assertThat(without.err())
                    .startsWith("tracemill: " + kafka.bootstrapServers() + ": the brokers rejected the credentials: ")
                    .hasLineCount(1);
        }
    }
}
