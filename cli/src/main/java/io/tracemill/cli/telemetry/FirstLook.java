package io.tracemill.cli.telemetry;

import io.tracemill.ingest.source.TraceSource;
import io.tracemill.schemas.Sha256;
import io.tracemill.telemetry.file.FileFacts;
import io.tracemill.telemetry.file.TelemetryFile;
import io.tracemill.telemetry.message.EpochTimes;
import io.tracemill.telemetry.sample.SampleSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the first look at a file found.
 *
 * @param identity what tells its readings from those of other files
 * @param timeNanos the time of its samples that have none; {@link SampleSink#NO_TIME} where it is not known
 * @param known the part that was read before and is unchanged
 * @param lines the part that ends with its last whole line
 * @param until the end of what is there to be read, in bytes
 * @param bytes number of its bytes
 * @param damage of its compressed form; null for none
 */
record FirstLook(
        FileFacts facts,
        long timeNanos,
        String identity,
        ReadPart known,
        ReadPart lines,
        long until,
        long bytes,
        @Nullable String damage) {

    /**
     * Looks at a file.
     *
     * @param before the part that was read before
     */
    static FirstLook at(Path file, TelemetryFile telemetry, TelemetrySettings settings, ReadPart before)
            throws IOException {
        try (TraceSource source = TraceSource.open(file)) {
            HashedLines bytes = new HashedLines(new SourceBytes(source, Long.MAX_VALUE), before);
            FileFacts facts = telemetry.survey(bytes);
            ReadPart lines = new ReadPart(bytes.lineBytes(), bytes.lineHash(), 0);
            long time = timeNanos(file, facts, settings.time());
            boolean onlyLines = settings.wholeOnly() && telemetry.growsByLines(); // the last may still be written
            long until = onlyLines ? lines.bytes() : bytes.bytes();
            boolean isAnother = facts.lacksTimes() && before.bytes() == until; // the same values of another time
            return new FirstLook(
                    facts,
                    time,
                    identity(
                            onlyLines ? lines.hash() : bytes.hash(), settings, times(telemetry, facts, settings, time)),
                    bytes.hasPart() && !isAnother ? before : ReadPart.NONE,
                    lines,
                    until,
                    bytes.bytes(),
                    source.damage());
        }
    }

    private static long timeNanos(Path file, FileFacts facts, SampleTime time) throws IOException {
        Instant said = time.modified() ? Files.getLastModifiedTime(file).toInstant() : time.at();
        return said == null ? facts.timeNanos() : EpochTimes.of(said);
    }

    /** What was said of the times of the samples: the zone or the time; empty if the file says all of it. */
    private static String times(TelemetryFile telemetry, FileFacts facts, TelemetrySettings settings, long time) {
        if (facts.lacksTimes()) {
            return settings.time().equals(SampleTime.UNKNOWN) ? "" : String.valueOf(time);
        }
        return telemetry.hasLocalTimes() ? settings.zone().getId() : "";
    }

    /** The hash of the content and of what was said of it: the readings of another node or time are others. */
    private static String identity(String hash, TelemetrySettings settings, String times) {
        if (settings.node() == null && times.isEmpty()) {
            return hash;
        }
        String node = settings.node() == null ? "" : settings.node();
        return HexFormat.of().formatHex(Sha256.of(hash + '\n' + node + (times.isEmpty() ? "" : '\n' + times)));
    }

    /** Whether there is something that was not read before. */
    boolean hasNews() {
        return known.bytes() == 0 || known.bytes() < until;
    }

    /** The part that need not be read again, if all that is there is read now; null if it ends within a line. */
    @Nullable
    ReadPart part(long readings) {
        return lines.bytes() == until ? new ReadPart(until, lines.hash(), readings) : null;
    }
}
