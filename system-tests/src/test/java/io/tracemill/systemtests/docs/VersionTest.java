package io.tracemill.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The version in the parent's pom is the one that the program and the pages name. */
class VersionTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern OF_THE_PROJECT = Pattern.compile("<version>([^<]+)</version>");
    private static final Pattern OF_AN_IMAGE = Pattern.compile("\\btracemill:([\\w.-]*[\\w])");

    @Test
    void theProgramSaysTheVersionOfTheBuild() throws IOException {
        assertThat(CommandLineRun.of("--version").out()).isEqualTo("tracemill " + version() + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONTRIBUTING.md",
                "docker/README.md",
                "docker/Dockerfile",
                "docker/kafka/Dockerfile",
                "docker/compose.yaml"
            })
    void anImageIsTaggedWithTheVersionOfTheBuild(String file) throws IOException {
        Matcher tags = OF_AN_IMAGE.matcher(Files.readString(ROOT.resolve(file)));
        assertThat(tags.results().map((MatchResult tag) -> tag.group(1)))
                .isNotEmpty()
                .containsOnly(version());
    }

    private static String version() throws IOException {
        Matcher first = OF_THE_PROJECT.matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(first.find()).isTrue();
        return first.group(1);
    }
}
