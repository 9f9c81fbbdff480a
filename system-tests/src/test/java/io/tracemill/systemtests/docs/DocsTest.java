package io.tracemill.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages name, exists: links, paths of the project, and types. */
class DocsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern TYPE = Pattern.compile("[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+");
    private static final Set<String> TOP = Set.of(
            "schemas",
            "ingest",
            "telemetry",
            "streams-app",
            "storage",
            "embedded-kafka",
            "cli",
            "system-tests",
            "bench",
            "clients",
            "docs",
            "samples",
            "config",
            "docker");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path page : pages()) {
            matches(LINK, page)
                    .map(link -> link.group(1))
                    .filter(target -> !Files.exists(page.resolveSibling(target)))
                    .forEach(target -> broken.add(ROOT.relativize(page) + " -> " + target));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPathAndTypeNamedInThePagesExists() throws IOException {
        Set<String> types = types();
        Set<String> missing = new TreeSet<>();
        for (Path page : pages()) {
            matches(CODE, page)
                    .map(code -> code.group(1))
                    .filter(name -> isMissingPath(name) || isMissingType(name, types))
                    .forEach(name -> missing.add(ROOT.relativize(page) + ": " + name));
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isMissingPath(String name) {
        return name.matches("[\\w./-]+/[\\w./-]+")
                && TOP.contains(name.substring(0, name.indexOf('/')))
                && !Files.exists(ROOT.resolve(name));
    }

    private static boolean isMissingType(String name, Set<String> types) {
        return TYPE.matcher(name).matches() && !types.contains(name);
    }

    private static Stream<MatchResult> matches(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page)).results().toList().stream();
    }

    private static List<Path> pages() throws IOException {
        return files(".md").stream()
                .filter(page -> !page.toString().contains("/target/"))
                .filter(page -> !page.toString().contains("/node_modules/"))
                .toList();
    }

    private static Set<String> types() throws IOException {
        return files(".java").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
    }

    private static List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }
}
