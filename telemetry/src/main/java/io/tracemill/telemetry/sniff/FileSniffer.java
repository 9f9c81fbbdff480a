package io.tracemill.telemetry.sniff;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says which format of telemetry a file is in. Other files lie beside telemetry, so a format must be proven by what the
 * file begins with: a line of a log may look like a sample, and any JSON has a member named {@code status}.
 */
public final class FileSniffer {

    /** Number of lines that are looked at. */
    private static final int LINES = 20;

    private static final Pattern TYPE = Pattern.compile(
            "# TYPE \\S+ (counter|gauge|histogram|gaugehistogram|summary|untyped|unknown|info|stateset)");

    private static final Pattern LABELLED = Pattern.compile(
            "[a-zA-Z_:][\\w:.]*\\s*\\{.*=\\s*\".*\\}\\s+(NaN|[-+]?(Inf|[0-9.][-+0-9.eE]*))(\\s+-?[0-9.]+)?");

    private FileSniffer() {}

    /**
     * The format of a file; empty where nothing proves one.
     *
     * @param start enough of the file for its first lines, decompressed
     */
    public static Optional<MessageShape> shape(byte[] start) {
        return Sniffer.shape(start).filter(shape -> isProven(shape, new String(start, StandardCharsets.UTF_8)));
    }

    private static boolean isProven(MessageShape shape, String start) {
        return switch (shape) {
            case OTLP_JSON -> true;
            case QUERY_RANGE -> start.contains("\"resultType\"") || start.contains("\"errorType\"");
            case PROMETHEUS_TEXT ->
                isPrometheus(start.lines().map(String::strip).limit(LINES).toList());
            case NVIDIA_SMI_CSV ->
                start.lines().findFirst().map(FileSniffer::namesDevices).orElse(false);
            case OTLP_PROTOBUF, INFLUX, TELEGRAF_JSON, VECTOR_JSON, ADAPTER_JSON -> false;
        };
    }

    private static boolean isPrometheus(List<String> lines) {
        return lines.stream().anyMatch(line -> TYPE.matcher(line).matches())
                || lines.stream()
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .findFirst()
                        .map(line -> LABELLED.matcher(line).matches())
                        .orElse(false);
    }

    /** Whether columns are of a device: they have units, dots or names that only {@code nvidia-smi} has. */
    private static boolean namesDevices(String header) {
        return header.contains(" [") || header.matches(".*(\\b(uuid|gpu_\\w+|pstate)\\b|[a-z]\\.[a-z]).*");
    }
}
