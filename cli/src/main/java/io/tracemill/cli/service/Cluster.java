package io.tracemill.cli.service;

import io.tracemill.cli.registry.RegistryFraming;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Framing;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/** A Kafka cluster that runs elsewhere: how clients reach it, and which of our topics it has. */
public final class Cluster {

    /** How long a question may take; a cluster that does not answer by then is called unreachable. */
    private static final int ANSWER_WITHIN_MILLIS = 15_000;

    /** What the names of the settings begin with that are Apicurio's, and no Kafka client's. */
    private static final String REGISTRY_SETTINGS = "apicurio.registry.";

    private final String servers;
    private final String prefix;
    private final Map<String, Object> client;
    private final @Nullable RegistryFraming registry;
    private final String configOption;

    /** A question to the cluster. */
    public interface Question<T> {
        /** Asks it. */
        T ask(Admin admin) throws InterruptedException, ExecutionException;
    }

    private Cluster(
            String servers,
            String prefix,
            Map<String, Object> client,
            @Nullable RegistryFraming registry,
            String configOption) {
        this.servers = servers;
        this.prefix = prefix;
        this.client = Map.copyOf(client);
        this.registry = registry;
        this.configOption = configOption;
    }

    /**
     * The cluster behind some servers.
     *
     * @param commandConfig file of client properties; null for none
     * @param schemaRegistry the registry whose ids frame the records; null for none
     * @throws Failure if the file cannot be read, or the prefix is none
     */
    public static Cluster of(String servers, @Nullable Path commandConfig, String prefix, @Nullable URI schemaRegistry)
            throws Failure {
        Map<String, Object> client = new HashMap<>();
        if (commandConfig != null) {
            properties(commandConfig).forEach((name, value) -> client.put(name.toString(), value));
        }
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        Map<String, Object> ofRegistry = new HashMap<>(client);
        ofRegistry.keySet().removeIf(name -> !name.startsWith(REGISTRY_SETTINGS));
        client.keySet().removeAll(ofRegistry.keySet());
        try {
            Topics checked = new Topics(prefix, 1, (short) 1);
            @Nullable
            RegistryFraming registry = schemaRegistry == null ? null : new RegistryFraming(schemaRegistry, ofRegistry);
            return new Cluster(servers, checked.prefix(), client, registry, "--command-config");
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The cluster that has the topics of other senders; it holds none of ours.
     *
     * @param commandConfig file of client properties, which {@code --from-command-config} names; null for none
     * @throws Failure if the file cannot be read
     */
    public static Cluster ofSenders(String servers, @Nullable Path commandConfig) throws Failure {
        Cluster cluster = of(servers, commandConfig, "", null);
        return new Cluster(servers, "", cluster.client, null, "--from-command-config");
    }

    private static Properties properties(Path file) throws Failure {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
            return properties;
        } catch (NoSuchFileException e) {
            throw new Failure(file + ": no such file", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(file + ": cannot be read as client properties: " + e.getMessage(), e);
        }
    }

    /** Properties of any client. */
    public Map<String, Object> client() {
        return client;
    }

    /** Our topics as this command wants them, whether they exist or not. */
    public Topics topics(int partitions, int replication) {
        Framing framing = registry == null ? Framing.SINGLE_OBJECT : registry;
        return new Topics(prefix, partitions, (short) replication, framing);
    }

    /**
     * Our topics as the cluster has them. A registry, where there is one, has taken the schemas of those to be written.
     *
     * @param use what will be done with them; others are not looked at
     * @throws Failure if one is missing, otherwise than it must be, or closed to this client, or the registry rejects a
     *     schema
     */
    public Topics topics(TopicUse use) throws Failure, InterruptedException {
        Topics topics = existing(use);
        register(topics, use.writes());
        return topics;
    }

    /**
     * Makes sure that the registry, where there is one, takes the schemas of topics that are about to be written.
     *
     * @throws Failure if it does not answer, or rejects one
     */
    public void register(Topics topics, Collection<Topic> written) throws Failure {
        if (registry != null) {
            try {
                registry.register(topics, written);
            } catch (KafkaException e) {
                throw new Failure(String.valueOf(e.getMessage()), e);
            }
        }
    }

    private Topics existing(TopicUse use) throws Failure, InterruptedException {
        return ask(admin -> {
            Map<Topic, TopicDescription> existing = permitted(admin, use);
            Topics topics = alike(existing, use.topics());
            List<String> problems = topics.verify(admin, use.topics());
            if (!problems.isEmpty()) {
                throw new MissingTopics(
                        problems.get(0) + (problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)")
                                + "; see 'tracemill topics verify'");
            }
            return topics;
        });
    }

    /**
     * Our topics with as many partitions as this one has, which is to be read, whatever its settings and the others
     * are.
     */
    public Topics topics(Topic topic) throws Failure, InterruptedException {
        return ask(admin -> {
            try {
                return alike(topics(1, 1).describe(admin, Set.of(topic)), Set.of(topic));
            } catch (TopicAuthorizationException e) { // of whoever may not even see it
                throw Topics.notAuthorised(AclOperation.READ.name(), prefix + topic.suffix());
            }
        });
    }

    /** Topics that exist; all that do may be used so. */
    private Map<Topic, TopicDescription> permitted(Admin admin, TopicUse use) throws InterruptedException {
        Topics named = topics(1, 1);
        Map<Topic, TopicDescription> existing;
        try {
            existing = named.describe(admin, use.topics());
        } catch (TopicAuthorizationException e) { // whoever may neither read nor write one does not even see it
            for (Topic topic : use.topics()) {
                if (e.unauthorizedTopics().contains(named.name(topic))) {
                    rejectUnless(use, topic, Set.of());
                }
            }
            throw e;
        }
        existing.forEach((topic, description) -> rejectUnless(use, topic, description.authorizedOperations()));
        return existing;
    }

    private void rejectUnless(TopicUse use, Topic topic, @Nullable Set<AclOperation> granted) {
        use.missing(topic, granted).ifPresent(right -> {
            throw Topics.notAuthorised(right.name(), prefix + topic.suffix());
        });
    }

    /** Partitions and replicas are those of the first; whoever wants them all alike verifies it. */
    private Topics alike(Map<Topic, TopicDescription> existing, Set<Topic> wanted) {
        for (Topic topic : wanted) {
            if (!existing.containsKey(topic)) {
                throw new MissingTopics(
                        prefix + topic.suffix() + ": does not exist; 'tracemill topics create' creates it");
            }
        }
        TopicDescription first = existing.values().iterator().next();
        return topics(
                first.partitions().size(), first.partitions().get(0).replicas().size());
    }

    /** Id of the cluster. */
    public String id() throws Failure, InterruptedException {
        return ask(admin -> admin.describeCluster().clusterId().get());
    }

    /** Asks the cluster something; what goes wrong is said in one line. */
    public <T> T ask(Question<T> question) throws Failure, InterruptedException {
        Map<String, Object> settings = new HashMap<>(client);
        settings.putIfAbsent("default.api.timeout.ms", ANSWER_WITHIN_MILLIS);
        settings.putIfAbsent("request.timeout.ms", ANSWER_WITHIN_MILLIS / 3);
        try (Admin admin = Admin.create(settings)) {
            return question.ask(admin);
        } catch (MissingTopics e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        } catch (ExecutionException | KafkaException e) {
            throw failure(e);
        }
    }

    /** What a user is told when a client failed. */
    public Failure failure(Throwable cause) {
        boolean isConfigured = client.size() > 1; // besides the servers
        return new Failure(ClientErrors.line(servers, configOption, isConfigured, cause), cause);
    }

    /** Says that topics are not as they must be; passes through {@link #ask}. */
    private static final class MissingTopics extends KafkaException {
        private static final long serialVersionUID = 1L;

        MissingTopics(String message) {
            super(message);
        }
    }
}
