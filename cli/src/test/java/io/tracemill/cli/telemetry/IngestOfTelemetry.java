package io.tracemill.cli.telemetry;

import io.tracemill.telemetry.quantity.QuantityTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Files of telemetry in a directory, and an ingest that keeps their readings in memory. */
abstract class IngestOfTelemetry {

    static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    static final String POWER = """
            # TYPE DCGM_FI_DEV_POWER_USAGE gauge
            DCGM_FI_DEV_POWER_USAGE{UUID="GPU-1",hostname="n1"} 70
            """;
    static final String LOG = "timestamp, uuid, power.draw [W]\n2026/11/30 06:44:09.000, GPU-1, 70.5 W\n";

    @TempDir
    Path dir;

    final ReadingsInMemory sent = new ReadingsInMemory();

    TelemetryIngest ingest(@Nullable String node, SampleTime time, boolean wholeOnly) {
        TelemetrySettings settings = new TelemetrySettings(node, time, ZoneOffset.UTC, QuantityTable.own(), wholeOnly);
        return new TelemetryIngest(settings, Map.of(), () -> sent);
    }

    TelemetryIngest ingest() {
        return ingest("n1", new SampleTime(NOON, false), false);
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    static TelemetryOutcome.Read read(TelemetryOutcome outcome) {
        return (TelemetryOutcome.Read) outcome;
    }
}
