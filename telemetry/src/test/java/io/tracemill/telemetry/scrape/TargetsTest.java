package io.tracemill.telemetry.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.telemetry.series.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "n1:9400, http://n1:9400/metrics",
        "https://n1/, https://n1/metrics",
        "http://n1:9400/probe?target=x, http://n1:9400/probe?target=x",
        "[fe80::1]:9400, http://[fe80::1]:9400/metrics",
    })
    void aTargetIsAHostAndAPortOrAUrl(String text, String url) {
        assertThat(ScrapeTarget.of(text).url()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n 1", "ftp://n1", "http://user:secret@n1", "http://"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> ScrapeTarget.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a target must be HOST:PORT, or a URL with http or https and without a password, but was \""
                        + text
                        + '"');
    }

    @Test
    void aFileHasTargetsAndIsReadAgainWhenItChanges() throws IOException {
        Path file = directory.resolve("targets.json");
        Files.writeString(file, """
                [{"targets": ["n1:9400", "n2:9400"], "labels": {"node": "login1", "team": "a"}},
                 {"targets": ["n3"], "labels": {"__scheme__": "https", "__metrics_path__": "/m"}}]
                """);
        Targets targets = new Targets(List.of(ScrapeTarget.of("n0:1")), file);

        assertThat(targets.changed())
                .hasValueSatisfying(all -> assertThat(all)
                        .extracting(target -> target.url() + " " + target.node())
                        .containsExactly(
                                "http://n0:1/metrics null",
                                "http://n1:9400/metrics login1",
                                "http://n2:9400/metrics login1",
                                "https://n3/m null"));
        assertThat(targets.changed()).isEmpty();
        Files.writeString(file, "[]");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertThat(targets.changed()).hasValueSatisfying(all -> assertThat(all).hasSize(1));
    }

    @Test
    void targetsWithoutAFileNeverChange() throws IOException {
        Targets targets = new Targets(List.of(ScrapeTarget.of("n0:1")), null);

        assertThat(targets.changed()).isPresent();
        assertThat(targets.changed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | : line 1: expected a list of groups, each with a list of targets and labels that are texts",
                "[{\"target\": []}] | : line 1: a group has targets and labels but had \"target\"",
                "[{\"targets\": [\"a b\"]}] | : a target must be HOST:PORT, or a URL with http or https and without a"
                        + " password, but was \"a b\"",
            })
    void aFileThatIsNoneIsRefusedWithItsName(String text, String message) throws IOException {
        Path file = directory.resolve("targets.json");
        Files.writeString(file, text);

        assertThatThrownBy(() -> new Targets(List.of(), file).changed())
                .isInstanceOf(IOException.class)
                .hasMessage(file + message);
    }

    @Test
    void theSourceOfReadingsIsTheAddressOfTheTargetAndAPathThatIsNotTheUsualOne() {
        assertThat(ScrapeTarget.of("https://n1:9400").source("n0")).isEqualTo(new Target("n1:9400", "", null, "n0"));
        assertThat(ScrapeTarget.of("https://n1:9400/x").source("n0"))
                .isEqualTo(new Target("n1:9400", "/x", null, "n0"));
        assertThat(ScrapeTarget.of("n1:9400/probe?target=n2:80").source(null))
                .isEqualTo(new Target("n1:9400", "/probe?target=n2:80", null, null));
    }

    @Test
    void anAnswerIsGivenUpBeforeTheNextIsAskedFor() {
        assertThatThrownBy(() -> new ScrapeConfig(Duration.ofSeconds(5), Duration.ofSeconds(6), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the time-out must not be above the interval but was PT6S with PT5S");
    }
}
