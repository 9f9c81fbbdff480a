package io.tracemill.systemtests.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What compose.yaml promises about every service. */
class ComposeTest {

    private static final Pattern MODULE = Pattern.compile("<module>([\\w-]+)</module>");

    /** Modules with tests only. */
    private static final Set<String> TESTS = Set.of("system-tests", "compat");

    private final Compose compose;

    ComposeTest() throws IOException {
        compose = Compose.read();
    }

    @Test
    void everyPortIsBoundToLoopback() {
        List<String> ports = compose.services().values().stream()
                .flatMap(service -> Compose.list(service, "ports").stream())
                .map(String::valueOf)
                .toList();

        assertThat(ports).hasSize(7).allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"));
    }

    @Test
    void everyImageHasAVersion() {
        Set<String> images = new TreeSet<>();
        compose.services().values().forEach(service -> images.add(String.valueOf(service.get("image"))));

        assertThat(images)
                .hasSize(5)
                .allMatch(
                        image -> image.matches("\\$\\{[A-Z_]+:-[a-z/]+:v?\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?}"),
                        "NAME:VERSION");
    }

    @Test
    void everyServiceThatAnswersIsAskedWhetherItIsWell() {
        Set<String> unasked = new TreeSet<>();
        compose.services().forEach((name, service) -> {
            if (!service.containsKey("healthcheck")) {
                unasked.add(name);
            }
        });

        assertThat(unasked).containsExactly("sample", "topics");
    }

    @Test
    void volumesSecretsAndServicesThatAreReferredToExist() {
        Set<String> missing = new TreeSet<>();
        for (Map<String, Object> service : compose.services().values()) {
            named(Compose.list(service, "volumes"))
                    .filter(volume -> volume.matches("[a-z][\\w-]*"))
                    .filter(volume -> !Compose.topLevel(compose, "volumes").containsKey(volume))
                    .forEach(missing::add);
            named(Compose.list(service, "secrets"))
                    .filter(secret -> !Compose.topLevel(compose, "secrets").containsKey(secret))
                    .forEach(missing::add);
            Compose.map(service, "depends_on").keySet().stream()
                    .filter(other -> !compose.services().containsKey(other))
                    .forEach(missing::add);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void filesThatAreMountedOrBuiltFromExist() {
        List<String> paths = new ArrayList<>();
        for (Map<String, Object> service : compose.services().values()) {
            named(Compose.list(service, "volumes"))
                    .filter(path -> path.startsWith("."))
                    .forEach(paths::add);
        }
        assertThat(paths)
                .contains("./prometheus", "./grafana/dashboards", "../samples")
                .allMatch(path -> Files.isDirectory(Compose.DIRECTORY.resolve(path)));
        assertThat(Compose.DIRECTORY.resolve("Dockerfile")).exists();
        assertThat(Compose.DIRECTORY.resolve("client.properties")).exists();
    }

    @Test
    void whatIsOursRunsWithoutRightsItDoesNotNeed() {
        for (String name :
                List.of("topics", "stream", "archive", "ingest", "receive", "scrape", "bridge", "notify", "sample")) {
            assertThat(compose.services().get(name))
                    .as(name)
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsEntry("security_opt", List.of("no-new-privileges:true"));
        }
    }

    @Test
    void theImageIsBuiltFromAllModulesOfTheProgram() throws IOException {
        Path root = Compose.DIRECTORY.resolveSibling("pom.xml");
        List<String> modules = MODULE.matcher(Files.readString(root))
                .results()
                .map(module -> module.group(1))
                .filter(module -> !TESTS.contains(module))
                .toList();

        assertThat(Files.readAllLines(root.resolveSibling(".dockerignore")))
                .containsAll(modules.stream().map(module -> "!" + module).toList());
    }

    @Test
    void theImageHasTheDirectoriesOfVolumesThatItsUserWritesTo() throws IOException {
        String image = Files.readString(Compose.DIRECTORY.resolve("Dockerfile"));
        Set<String> missing = new TreeSet<>();
        for (Map<String, Object> service : compose.services().values()) {
            if (String.valueOf(service.get("image")).startsWith("${APP_IMAGE")) {
                Compose.list(service, "volumes").stream()
                        .map(String::valueOf)
                        .filter(volume -> volume.matches("[a-z]+:/[a-z]+"))
                        .map(volume -> volume.replaceFirst(".*:", " "))
                        .filter(directory -> !Pattern.compile("install -d .*" + directory + "\\b")
                                .matcher(image)
                                .find())
                        .forEach(missing::add);
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Stream<String> named(List<?> entries) {
        return entries.stream().map(entry -> String.valueOf(entry).replaceFirst(":.*", ""));
    }
}
