package io.tracemill.telemetry.csv;

import io.tracemill.telemetry.message.Lines;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.Samples;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads logs of {@code nvidia-smi --query-gpu=... --format=csv}, with or without {@code -l}, of any length. The first
 * line names the columns; the line that repeats it, where a log was continued, is skipped. Each cell of a number is a
 * sample of {@code nvidia_smi_} and its column, with underscores for points; cells that say which device it is are
 * labels. The logs have local time without a zone, so that the zone must be known.
 *
 * <p>The lines are split at commas, since {@code nvidia-smi} quotes nothing: a cut line loses itself and no other.
 */
public final class NvidiaSmiReader {

    private final MessageLimits limits;
    private final ZoneId zone;

    /**
     * A reader of logs.
     *
     * @param limits that of size holds for one line
     * @param zone the zone of the node's clock
     */
    public NvidiaSmiReader(MessageLimits limits, ZoneId zone) {
        this.limits = limits;
        this.zone = zone;
    }

    /**
     * Reads a log.
     *
     * @param from the start of the first row that is read, in bytes
     * @throws IOException if the stream cannot be read
     */
    public void read(InputStream log, long from, SampleSink sink) throws IOException {
        Samples samples = new Samples(limits, sink);
        Lines lines = new Lines(log, limits.maxBytes());
        SmiTable table = null;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            if (lines.tooLong()) {
                samples.refuse(RefusalReason.TOO_LONG, "a line must have at most " + limits.maxBytes() + " bytes");
                continue;
            }
            String text = new String(line, StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) {
                continue;
            }
            if (table != null) {
                row(table, text, samples);
                continue;
            }
            table = header(text, samples);
            if (table != null) {
                lines.skipTo(from);
            }
        }
    }

    /**
     * Whether the rows of a log say when they were taken: by its first line.
     *
     * @throws IOException if the stream cannot be read
     */
    public boolean hasTimes(InputStream log) throws IOException {
        byte[] header = new Lines(log, limits.maxBytes()).next();
        String text = header == null ? "" : new String(header, StandardCharsets.UTF_8).strip();
        return isHeader(text) && new SmiTable(text, zone).hasTimes();
    }

    private @Nullable SmiTable header(String text, Samples samples) {
        if (!isHeader(text)) {
            samples.refuse(
                    RefusalReason.MALFORMED,
                    "a line of column names, such as \"timestamp, index, power.draw [W]\", was expected but was: "
                            + Samples.shown(text));
            return null;
        }
        return new SmiTable(text, zone);
    }

    private static void row(SmiTable table, String text, Samples samples) {
        if (!text.equals(table.header())) {
            table.row(text, samples);
        }
    }

    /** Whether a line names columns as {@code nvidia-smi} does. */
    public static boolean isHeader(String line) {
        List<String> cells = List.of(line.split(",", -1));
        return cells.size() > 1
                && cells.stream()
                        .map(String::strip)
                        .allMatch(cell -> cell.matches("[a-z][a-z0-9_.]*( \\[[^\\]]*\\])?"));
    }
}
