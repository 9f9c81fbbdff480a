package io.tracemill.cli.telemetry;

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
        return LOOKED_INTO.matcher(name(file)).matches()
                && Files.isRegularFile(file)
                && (isOfPrometheus(file) || shape(file).isPresent());
    }

    /** Whether a file that somebody named is one of telemetry: by its content. */
    public static boolean isOne(Path file) {
        return shape(file).isPresent();
    }

    /** The format of a file; empty if it is none of telemetry, or cannot be read. */
    static Optional<MessageShape> shape(Path file) {
        try {
            byte[] head = TraceSource.head(file, HEAD_BYTES);
            return isOfPrometheus(file)
                    ? Sniffer.shape(head).filter(shape -> shape == MessageShape.PROMETHEUS_TEXT)
                    : FileSniffer.shape(head);
        } catch (IngestException e) {
            return Optional.empty(); // whoever opens it to read it says why
        }
    }

    private static boolean isOfPrometheus(Path file) {
        return OF_PROMETHEUS.matcher(name(file)).matches();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }
}
