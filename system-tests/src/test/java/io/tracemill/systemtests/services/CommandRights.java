package io.tracemill.systemtests.services;

import io.tracemill.cli.service.TopicUse;
import io.tracemill.schemas.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights that each command needs, no more and no less. */
final class CommandRights {

    static final List<String> COMMANDS = List.of(
            "topics create",
            "topics verify",
            "ingest",
            "receive",
            "scrape",
            "bridge",
            "stream",
            "archive",
            "notify",
            "serve",
            "tail bottlenecks");

    /** A topic of another sender. */
    static final String SENDERS = "telegraf";

    private CommandRights() {}

    /** What a principal that runs a command must be allowed to do. */
    static List<AclBinding> of(String command, String prefix, String principal) {
        List<AclBinding> rights = new ArrayList<>();
        resources(command, prefix).forEach((resource, operations) -> {
            for (AclOperation operation : new TreeSet<>(operations)) {
                rights.add(new AclBinding(
                        resource, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
            }
        });
        return rights;
    }

    private static Map<ResourcePattern, Set<AclOperation>> resources(String command, String prefix) {
        Map<ResourcePattern, Set<AclOperation>> rights = new LinkedHashMap<>();
        ResourcePattern all = new ResourcePattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED);
        switch (command) {
            case "topics create" ->
                rights.put(all, Set.of(AclOperation.CREATE, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS));
            case "topics verify" -> rights.put(all, Set.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS));
            case "ingest" -> use(TopicUse.INGEST, prefix, rights);
            case "receive" -> use(TopicUse.RECEIVE, prefix, rights);
            case "scrape" -> use(TopicUse.SCRAPE, prefix, rights);
            case "bridge" -> bridge(prefix, rights);
            case "stream" -> stream(prefix, rights);
            case "notify" -> use(TopicUse.NOTIFY, prefix, rights);
            case "serve" -> use(TopicUse.SERVE, prefix, rights);
            case "archive" -> {
                use(TopicUse.ARCHIVE, prefix, rights);
                rights.put(literal(ResourceType.GROUP, prefix + "archive"), Set.of(AclOperation.READ));
            }
            case "tail bottlenecks" ->
                rights.put(literal(ResourceType.TOPIC, prefix + Topic.BOTTLENECKS.suffix()), Set.of(AclOperation.READ));
            default -> throw new IllegalArgumentException(command);
        }
        return rights;
    }

    private static void bridge(String prefix, Map<ResourcePattern, Set<AclOperation>> rights) {
        use(TopicUse.BRIDGE, prefix, rights);
        rights.put(literal(ResourceType.TOPIC, SENDERS), Set.of(AclOperation.READ));
        rights.put(literal(ResourceType.GROUP, prefix + "bridge"), Set.of(AclOperation.READ));
        rights.put(
                new ResourcePattern(ResourceType.TRANSACTIONAL_ID, prefix + "bridge-", PatternType.PREFIXED),
                Set.of(AclOperation.WRITE));
    }

    private static void stream(String prefix, Map<ResourcePattern, Set<AclOperation>> rights) {
        use(TopicUse.STREAM, prefix, rights);
        application(prefix + "topology", rights);
        application(prefix + "fleet-topology", rights);
    }

    /** The changelogs are topics that a topology itself creates. */
    private static void application(String application, Map<ResourcePattern, Set<AclOperation>> rights) {
        rights.put(
                new ResourcePattern(ResourceType.TOPIC, application + "-", PatternType.PREFIXED),
                Set.of(AclOperation.CREATE, AclOperation.READ, AclOperation.WRITE));
        rights.put(literal(ResourceType.GROUP, application), Set.of(AclOperation.READ));
        rights.put(
                new ResourcePattern(ResourceType.TRANSACTIONAL_ID, application + "-", PatternType.PREFIXED),
                Set.of(AclOperation.WRITE));
    }

    private static void use(TopicUse use, String prefix, Map<ResourcePattern, Set<AclOperation>> rights) {
        for (Topic topic : use.topics()) {
            Set<AclOperation> operations = new TreeSet<>();
            if (use.reads().contains(topic)) {
                operations.add(AclOperation.READ);
            }
            if (use.writes().contains(topic)) {
                operations.add(AclOperation.WRITE);
            }
            rights.put(literal(ResourceType.TOPIC, prefix + topic.suffix()), operations);
        }
        rights.put(
                new ResourcePattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED),
                Set.of(AclOperation.DESCRIBE_CONFIGS));
    }

    private static ResourcePattern literal(ResourceType type, String name) {
        return new ResourcePattern(type, name, PatternType.LITERAL);
    }

    /** The list as a table for readers. */
    static String table(String prefix) {
        StringBuilder table = new StringBuilder("| command | operation | resource | name |\n|---|---|---|---|\n");
        for (String command : COMMANDS) {
            Map<String, List<String>> lines = new LinkedHashMap<>();
            for (AclBinding right : of(command, prefix, "User:any")) {
                lines.computeIfAbsent(title(right), title -> new ArrayList<>())
                        .add("`" + right.pattern().name() + "`");
            }
            lines.forEach((title, names) -> table.append("| `")
                    .append(command)
                    .append("` | ")
                    .append(title)
                    .append(" | ")
                    .append(String.join(", ", names))
                    .append(" |\n"));
        }
        return table.toString();
    }

    private static String title(AclBinding right) {
        String type =
                right.pattern().resourceType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String which = right.pattern().patternType() == PatternType.PREFIXED ? type + "s that begin with" : type;
        return right.entry().operation() + " | " + which;
    }
}
