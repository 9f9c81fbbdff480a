package io.tracemill.telemetry.sniff;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.tracemill.telemetry.csv.NvidiaSmiReader;
import io.tracemill.telemetry.influx.InfluxReader;
import io.tracemill.telemetry.message.JsonText;
import io.tracemill.telemetry.message.MessageLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says what a message is by its content. It is asked once for a topic or a file, whose shape is then kept: a message in
 * another shape later is a fault of its sender and no reason to guess again.
 */
public final class Sniffer {

    private static final Pattern PROMETHEUS =
            Pattern.compile("([a-zA-Z_:][\\w:.]*\\s*\\{.*\\}|\\{\".*\\}|[a-zA-Z_:][\\w:.]*)\\s+[-+0-9NI]\\S*(\\s.*)?");

    private Sniffer() {}

    /**
     * The shape of a message or of the start of a file; empty where it is none that is known.
     *
     * @param start the whole message, or enough of a file for its first lines
     */
    public static Optional<MessageShape> shape(byte[] start) {
        int at = 0;
        while (at < start.length && (start[at] == ' ' || start[at] == '\r' || start[at] == '\n' || start[at] == '\t')) {
            at++;
        }
        if (at == start.length) {
            return Optional.empty();
        }
        if (start[at] == '{' && !(at + 1 < start.length && start[at + 1] == '}')) {
            Optional<MessageShape> json = json(start);
            if (json.isPresent()) {
                return json;
            }
        }
        return printable(start) ? lines(start) : protobuf(start);
    }

    /** The fields of an object, up to where the start ends; the rule needs only names. */
    private static Optional<MessageShape> json(byte[] start) {
        Set<String> names = new HashSet<>();
        try (JsonParser parser = JsonText.parser(start, MessageLimits.DEFAULT)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME && names.size() < 64) {
                names.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        } catch (IOException e) {
            return byNames(names);
        }
        return byNames(names);
    }

    private static Optional<MessageShape> byNames(Set<String> names) {
        if (names.contains("resourceMetrics") || names.contains("resource_metrics")) {
            return Optional.of(MessageShape.OTLP_JSON);
        }
        if (names.contains("fields") || names.contains("metrics")) {
            return Optional.of(MessageShape.TELEGRAF_JSON);
        }
        if (names.contains("kind") || names.contains("metric")) {
            return Optional.of(MessageShape.VECTOR_JSON);
        }
        if (names.contains("labels")) {
            return Optional.of(MessageShape.ADAPTER_JSON);
        }
        return names.contains("status") ? Optional.of(MessageShape.QUERY_RANGE) : Optional.empty();
    }

    /** The first line that is no comment decides. */
    private static Optional<MessageShape> lines(byte[] start) {
        String text = new String(start, StandardCharsets.UTF_8);
        if (text.lines()
                .map(String::strip)
                .anyMatch(line -> line.startsWith("# TYPE ") || line.startsWith("# HELP "))) {
            return Optional.of(MessageShape.PROMETHEUS_TEXT);
        }
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .flatMap(Sniffer::line);
    }

    private static Optional<MessageShape> line(String line) {
        if (NvidiaSmiReader.isHeader(line)) {
            return Optional.of(MessageShape.NVIDIA_SMI_CSV);
        }
        if (line.length() <= 1 << 16 && PROMETHEUS.matcher(line).matches()) {
            return Optional.of(MessageShape.PROMETHEUS_TEXT);
        }
        return InfluxReader.matches(line) ? Optional.of(MessageShape.INFLUX) : Optional.empty();
    }

    private static boolean printable(byte[] start) {
        for (byte b : start) {
            if (b == 0x7f || (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t')) {
                return false;
            }
        }
        return true;
    }

    /** OTLP is a message of nothing but field 1, with messages in it; the start of one is enough. */
    private static Optional<MessageShape> protobuf(byte[] start) {
        CodedInputStream in = CodedInputStream.newInstance(start);
        int resources = 0;
        try {
            while (!in.isAtEnd()) {
                if (in.readTag() != (1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                    return Optional.empty();
                }
                in.skipRawBytes(in.readRawVarint32());
                resources++;
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return resources > 0 ? Optional.of(MessageShape.OTLP_PROTOBUF) : Optional.empty();
    }
}
