package io.tracemill.cli;

import io.tracemill.cli.config.Zones;
import io.tracemill.cli.telemetry.SampleTime;
import io.tracemill.cli.telemetry.TelemetrySettings;
import io.tracemill.ingest.IngestConfig;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options for reading files of telemetry. */
final class TelemetryOptions {

    @Option(
            names = "--sample-time",
            paramLabel = "TIME|modified",
            converter = SampleTimes.class,
            description = "Time of samples of telemetry that have none, such as 2026-11-30T06:44:09Z; modified stands"
                    + " for when the file was last written (default: what node_exporter says in the file).")
    private SampleTime time = SampleTime.UNKNOWN;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            converter = Zones.class,
            description = "Zone of times that have none, which are those of nvidia-smi (default: UTC).")
    private ZoneId zone = ZoneOffset.UTC;

    @Mixin
    private final QuantitiesOption quantities = new QuantitiesOption();

    /** What is said of files of telemetry, with what is said of those of traces. */
    TelemetrySettings settings(IngestConfig config) throws IOException {
        return settings(config.origin().node(), config.rules().wholeOnly());
    }

    /** What is said of files of telemetry of a node, of which those that are cut off may be left alone. */
    TelemetrySettings settings(@Nullable String node, boolean wholeOnly) throws IOException {
        return new TelemetrySettings(node, time, zone, quantities.table(), wholeOnly);
    }

    /** Converter of a time with its zone, or {@code modified}. */
    static final class SampleTimes implements ITypeConverter<SampleTime> {
        @Override
        public SampleTime convert(String text) {
            if (text.equals("modified")) {
                return SampleTime.MODIFIED;
            }
            try {
                return new SampleTime(OffsetDateTime.parse(text).toInstant(), false);
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "expected a time such as 2026-11-30T06:44:09Z, or modified, but was \"" + text + '"');
            }
        }
    }
}
