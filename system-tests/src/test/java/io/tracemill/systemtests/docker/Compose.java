package io.tracemill.systemtests.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * The services of docker/compose.yaml. What it takes from the environment, such as names of images, system properties
 * can set too.
 */
public final class Compose {

    /** Where it lies. */
    public static final Path DIRECTORY =
            Path.of("..", "docker").toAbsolutePath().normalize();

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):-([^}]*)}");

    private final Map<String, Object> file;

    private Compose(Map<String, Object> file) {
        this.file = file;
    }

    /**
     * How a container is started.
     *
     * @param image its name
     * @param command what the image is told; empty for what it does by itself
     * @param environment its variables
     * @param ports those of this machine that it gets, as in 127.0.0.1:9490:9490
     */
    public record Service(String image, List<String> command, Map<String, String> environment, List<String> ports) {}

    /** Reads the file. */
    public static Compose read() throws IOException {
        return new Compose(new Yaml().load(Files.readString(DIRECTORY.resolve("compose.yaml"))));
    }

    /** A service by its name. */
    public Service service(String name) {
        Map<String, Object> service = services().get(name);
        if (service == null) {
            throw new IllegalArgumentException(
                    "compose.yaml: no service " + name + ", has " + services().keySet());
        }
        Map<String, String> environment = new LinkedHashMap<>();
        map(service, "environment").forEach((key, value) -> environment.put(key, resolved(value)));
        List<String> command =
                list(service, "command").stream().map(Compose::resolved).toList();
        List<String> ports =
                list(service, "ports").stream().map(Compose::resolved).toList();
        return new Service(resolved(service.get("image")), command, environment, ports);
    }

    Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Object>> services = new LinkedHashMap<>();
        map(file, "services").keySet().forEach(name -> services.put(name, map(map(file, "services"), name)));
        return services;
    }

    /** What a key of the file, or of a service, holds; empty without it. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.getOrDefault(key, Map.of());
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> maps(Map<String, Object> parent, String key) {
        return (List<Map<String, Object>>) parent.getOrDefault(key, List.of());
    }

    static List<?> list(Map<String, Object> parent, String key) {
        return (List<?>) parent.getOrDefault(key, List.of());
    }

    static Map<String, Object> topLevel(Compose compose, String key) {
        return map(compose.file, key);
    }

    private static String resolved(@Nullable Object value) {
        return VARIABLE.matcher(String.valueOf(value)).replaceAll(Compose::value);
    }

    private static String value(MatchResult variable) {
        String name = variable.group(1);
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(name)))
                .orElse(Objects.requireNonNull(variable.group(2)));
    }
}
