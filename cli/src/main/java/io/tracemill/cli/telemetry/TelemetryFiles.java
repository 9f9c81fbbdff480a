package io.tracemill.cli.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.source.TraceSource;
import io.tracemill.telemetry.sniff.FileSniffer;
import io.tracemill.telemetry.sniff.MessageShape;
import io.tracemill.telemetry.sniff.Sniffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says which files hold telemetry, by their content. */
public final class TelemetryFiles {

    private static final int HEAD_BYTES = 1 << 16;

    /** Names of files in a directory that are looked into. */
    private static final Pattern LOOKED_INTO = Pattern.compile(".*\\.(prom|om|txt|csv|jsonl|json|log)(\\.gz|\\.zst)?");

    /** Names that nothing but a text of Prometheus has. */
    private static final Pattern OF_PROMETHEUS = Pattern.compile(".*\\.(prom|om)(\\.gz|\\.zst)?");

    private TelemetryFiles() {}

    /** Whether a file that a directory holds is one of telemetry: by its name, then by its content. */
    public static boolean isBeside(Path file) {
        return mayBeBeside(file) && (isOfPrometheus(file) || shape(file).isPresent());
    }

    /** Whether a file that a directory holds may be one of telemetry: by its name only. */
    public static boolean mayBeBeside(Path file) {
        return LOOKED_INTO.matcher(name(file)).matches() && Files.isRegularFile(file);
    }

    /** Whether a file is one of telemetry: by its content, or by its name if nothing in it can be a trace. */
    public static boolean isOne(Path file) {
        byte[] head = head(file);
        return shape(file, head).isPresent() || (isOfPrometheus(file) && head.length > 0 && !isJson(head));
    }

    /** The format of a file; empty if it is none of telemetry, or cannot be read. */
    static Optional<MessageShape> shape(Path file) {
        return shape(file, head(file));
    }

    private static Optional<MessageShape> shape(Path file, byte[] head) {
        return isOfPrometheus(file)
                ? Sniffer.shape(head).filter(shape -> shape == MessageShape.PROMETHEUS_TEXT)
                : FileSniffer.shape(head);
    }

    private static boolean isJson(byte[] head) {
        String start = new String(head, UTF_8).strip();
        return start.startsWith("{") || start.startsWith("[");
    }

    private static byte[] head(Path file) {
        try {
            return TraceSource.head(file, HEAD_BYTES);
        } catch (IngestException e) {
            return new byte[0]; // whoever opens it to read it says why
        }
    }

    private static boolean isOfPrometheus(Path file) {
        return OF_PROMETHEUS.matcher(name(file)).matches();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }
}
