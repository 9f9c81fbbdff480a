package io.tracemill.cli.peaks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tracemill.streams.roof.DevicePeaks;
import io.tracemill.streams.roof.PeakTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * File of the peaks of devices: one JSON object per model, or a list of them. Its form is that of TraceLens, so that
 * both tools read it: {@code name}, {@code mem_bw_gbps} in GB/s, {@code memory_gb} in GiB, and
 * {@code max_achievable_tflops} by unit, such as {@code matrix_bf16}. Other members are ignored.
 */
public final class DevicePeaksFile {

    private static final JsonFactory JSON = new JsonFactory();

    private DevicePeaksFile() {}

    /** Models that Tracemill knows, which are read when a trace first needs them. */
    private static final class BuiltIn {
        private static final List<DeviceModel> MODELS = read();
        private static final List<DevicePeaks> PEAKS =
                MODELS.stream().map(DeviceModel::peaks).toList();

        private static List<DeviceModel> read() {
            try (InputStream in = DevicePeaksFile.class.getResourceAsStream("device-peaks.json")) {
                return models(Objects.requireNonNull(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Models that Tracemill knows, from data sheets. */
    public static List<DeviceModel> builtIn() {
        return BuiltIn.MODELS;
    }

    /**
     * Table of the models in a file, if there is one, and of those that Tracemill knows.
     *
     * @throws IllegalArgumentException if the file cannot be read, or is no such file
     */
    public static PeakTable table(@Nullable Path file) {
        return new PeakTable(file == null ? List.of() : read(file), () -> BuiltIn.PEAKS);
    }

    private static List<DevicePeaks> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return models(in).stream().map(DeviceModel::peaks).toList();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file + ": line " + e.getLocation().getLineNr() + ": must be JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<DeviceModel> models(InputStream in) throws IOException {
        List<DeviceModel> models = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(in)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    models.add(model(parser));
                } else if (parser.currentToken() != JsonToken.START_ARRAY
                        && parser.currentToken() != JsonToken.END_ARRAY) {
                    throw new IllegalArgumentException("must be a JSON object per model of devices, or a list of them");
                }
            }
        }
        return List.copyOf(models);
    }

    private static DeviceModel model(JsonParser parser) throws IOException {
        List<String> names = new ArrayList<>();
        Map<String, Double> tflops = new LinkedHashMap<>();
        @Nullable Double memory = null;
        @Nullable Double bandwidth = null;
        String source = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "name", "names" -> texts(parser, names);
                case "memory_gb" -> memory = number(member, parser);
                case "mem_bw_gbps" -> bandwidth = number(member, parser);
                case "max_achievable_tflops" -> numbers(parser, tflops);
                case "source" -> source = parser.getText();
                default -> parser.skipChildren();
            }
        }
        if (bandwidth == null || tflops.isEmpty()) {
            throw new IllegalArgumentException("model " + names + " must have mem_bw_gbps and max_achievable_tflops");
        }
        return new DeviceModel(names, memory, bandwidth, tflops, source);
    }

    private static void texts(JsonParser parser, List<String> into) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            into.add(parser.getText());
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            into.add(parser.getText());
        }
    }

    private static void numbers(JsonParser parser, Map<String, Double> into) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String unit = parser.currentName();
            parser.nextToken();
            into.put(unit, number(unit, parser));
        }
    }

    private static double number(String member, JsonParser parser) throws IOException {
        if (!parser.currentToken().isNumeric()) {
            throw new IllegalArgumentException(member + " must be a number but was " + parser.getText());
        }
        return parser.getDoubleValue();
    }
}
