package io.tracemill.systemtests.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** A broker to which clients log in, and where all but one of them may do only what they have been allowed. */
final class SecuredBroker {

    /** May do everything. */
    static final String ADMIN = "admin";

    /** Logs in with a name and a password. */
    static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private static final String PASSWORD = "secret";

    private SecuredBroker() {}

    /** Not started yet. */
    static EmbeddedKafka prepare(Path dir, Set<String> users) throws IOException {
        return EmbeddedKafka.prepare(dir, settings(users));
    }

    /** Not started yet; clients are told to connect to this address. */
    static EmbeddedKafka prepare(Path dir, Set<String> users, String address) throws IOException {
        Map<String, String> settings = new HashMap<>(settings(users));
        settings.put("advertised.listeners", "CLIENTS://" + address);
        return EmbeddedKafka.prepare(dir, settings);
    }

    private static Map<String, String> settings(Set<String> users) {
        String known = users.stream()
                .map(user -> " user_" + user + "=\"" + PASSWORD + "\"")
                .collect(Collectors.joining());
        return Map.of(
                "listener.security.protocol.map",
                "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "listener.name.clients.plain.sasl.jaas.config",
                login(PLAIN, ADMIN, PASSWORD).replace(";", " user_admin=\"" + PASSWORD + "\"" + known + ";"),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:" + ADMIN + ";User:ANONYMOUS");
    }

    /** What the Java of a client is told of its login. */
    static String login(String module, String user, String password) {
        return module + " username=\"" + user + "\" password=\"" + password + "\";";
    }

    /** Settings of a client that is this user. */
    static Map<String, Object> client(String user) {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", login(PLAIN, user, PASSWORD));
    }

    /** A file with these settings and more lines, for {@code --command-config}. */
    static Path clientFile(Path file, Map<String, Object> client, String... more) throws IOException {
        String lines = client.entrySet().stream().map(setting -> setting + "\n").collect(Collectors.joining());
        return Files.writeString(file, lines + String.join("\n", List.of(more)) + "\n");
    }

    /** Gives rights, and returns once the broker goes by them, which may be a moment after it has taken them. */
    static void allow(Admin admin, Collection<AclBinding> rights) throws Exception {
        admin.createAcls(rights).all().get();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get())
                .containsAll(rights)) {
            assertThat(System.nanoTime()).as("the broker goes by its rights").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
