package io.tracemill.systemtests.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.rules.RuleTrial;
import io.tracemill.cli.telemetry.SampleTime;
import io.tracemill.cli.telemetry.TelemetryIngest;
import io.tracemill.cli.telemetry.TelemetryOutcome;
import io.tracemill.cli.telemetry.TelemetrySettings;
import io.tracemill.streams.rules.RuleSet;
import io.tracemill.telemetry.quantity.QuantityTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What real exporters said, read again every 15 seconds for an hour, raises no alert: nothing in it was wrong. */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class RecordedScrapesRulesTest {

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final int SCRAPES = 240;

    private static List<Path> scrapes() throws Exception {
        Path telemetry = Path.of(System.getenv("TRACEMILL_CORPUS")).resolveSibling("telemetry");
        try (Stream<Path> files = Files.list(telemetry)) {
            return files.filter(file -> file.toString().endsWith(".prom"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void anHourOfThemRaisesNoAlert() throws Exception {
        List<Path> files = scrapes();
        assertThat(files).hasSizeGreaterThanOrEqualTo(4);
        RuleTrial trial = new RuleTrial(RuleSet.own(), Clock.systemUTC());
        Instant time = Instant.now().minus(INTERVAL.multipliedBy(SCRAPES));
        long readings = 0;
        for (int scrape = 0; scrape < SCRAPES; scrape++) {
            TelemetrySettings settings = new TelemetrySettings(
                    "n1", new SampleTime(time, false), ZoneOffset.UTC, QuantityTable.own(), false);
            try (TelemetryIngest ingest = new TelemetryIngest(settings, Map.of(), () -> trial)) {
                for (Path file : files) {
                    TelemetryOutcome outcome = ingest.ingest(file);
                    readings += ((TelemetryOutcome.Read) outcome).totals().published();
                }
            }
            time = time.plus(INTERVAL);
        }
        trial.end();

        assertThat(readings).isGreaterThan(SCRAPES * 1_000L);
        assertThat(trial.alerts()).isEmpty();
    }
}
