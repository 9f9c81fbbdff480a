package io.tracemill.cli.telemetry;

import io.tracemill.ingest.source.TraceSource;
import io.tracemill.schemas.Sha256;
import io.tracemill.telemetry.file.FileFacts;
import io.tracemill.telemetry.file.TelemetryFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the first look at a file found.
 *
 * @param identity what tells its readings from those of other files
 * @param known the part that was read before and is unchanged
 * @param lines the part that ends with its last whole line
 * @param until the end of what is there to be read, in bytes
 * @param bytes number of its bytes
 * @param damage of its compressed form; null for none
 */
record FirstLook(
        FileFacts facts,
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
            boolean onlyLines = settings.wholeOnly() && telemetry.growsByLines(); // the last may still be written
            return new FirstLook(
                    facts,
                    identity(onlyLines ? lines.hash() : bytes.hash(), settings),
                    bytes.hasPart() ? before : ReadPart.NONE,
                    lines,
                    onlyLines ? lines.bytes() : bytes.bytes(),
                    bytes.bytes(),
                    source.damage());
        }
    }

    /** The hash of the content and of the node that was said: those of another node are other readings. */
    private static String identity(String hash, TelemetrySettings settings) {
        return settings.node() == null
                ? hash
                : HexFormat.of().formatHex(Sha256.of(hash + '\n' + settings.node()));
    }

    /** Whether there is something that was not read before. */
    boolean hasNews() {
        return known.bytes() == 0 || known.bytes() < until;
    }

    /** The part that need not be read again, if all that is there is read now; null if it ends within a line. */
    @Nullable ReadPart part(long readings) {
        return lines.bytes() == until ? new ReadPart(until, lines.hash(), readings) : null;
    }
}
