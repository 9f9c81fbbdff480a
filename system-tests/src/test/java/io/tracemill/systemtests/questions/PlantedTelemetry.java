package io.tracemill.systemtests.questions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Telemetry of a node with two devices while {@code candidate} ran: the second is hot, and its clock is low. The energy
 * counter of the first begins anew in between, and its exporter prints each line twice, for two jobs.
 */
final class PlantedTelemetry {

    private static final Instant BEGIN = Instant.parse("2026-01-14T12:00:00Z");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SECONDS = 15;
    private static final int READINGS = 9;
    private static final int RESET = 5;

    private PlantedTelemetry() {}

    /** Writes a log and a text of an exporter. */
    static void write(Path directory) throws IOException {
        StringBuilder log = new StringBuilder(
                "timestamp, uuid, temperature.gpu, power.draw [W], clocks.current.sm [MHz], utilization.gpu [%]\n");
        StringBuilder text = new StringBuilder("# TYPE DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION counter\n");
        for (int i = 0; i < READINGS; i++) {
            Instant time = BEGIN.plusSeconds((long) SECONDS * i);
            for (int gpu = 1; gpu <= 2; gpu++) {
                boolean hot = gpu == 2;
                log.append("%s, GPU-%d, %d, %d.00 W, %d MHz, %d %%\n"
                        .formatted(
                                TIME.format(time),
                                gpu,
                                hot ? 86 + i % 3 : 61,
                                hot ? 410 : 640,
                                hot ? 1110 + 15 * (i % 2) : 1755,
                                97 + i % 2));
                long millijoules = (hot ? 410_000L : 640_000L) * SECONDS * (!hot && i >= RESET ? i - RESET : i);
                for (int job = 17; job <= (hot ? 17 : 18); job++) {
                    text.append("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-%d\",hpc_job=\"%d\"} %d %d\n"
                            .formatted(gpu, job, millijoules, time.toEpochMilli()));
                }
            }
        }
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("smi.csv"), log);
        Files.writeString(directory.resolve("scrapes.prom"), text);
    }
}
