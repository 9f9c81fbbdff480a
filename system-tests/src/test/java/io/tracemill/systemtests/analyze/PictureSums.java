package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.storage.rows.SpanConditions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/** The pictures of a page against the rows of the archive that they were drawn from. */
final class PictureSums {

    private static final List<String> PARTS =
            List.of("computing_ns", "exposed_communication_ns", "exposed_memcpy_ns", "idle_ns");

    private PictureSums() {}

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    static LongStream numbers(JsonNode array) {
        return list(array).stream().mapToLong(JsonNode::longValue);
    }

    private static List<List<String>> query(Path archive, String sql) {
        CommandLineRun run = CommandLineRun.of("query", "--data", archive.toString(), "--format", "csv", sql);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out()
                .lines()
                .skip(1)
                .map(line -> List.of(line.split(",", -1)))
                .toList();
    }

    /** Checks all pictures of a page against the archive. */
    static void assertEqual(Path archive, JsonNode page) {
        for (JsonNode trace : page.get("report").get("traces")) {
            String id = trace.get("trace_id").asText();
            JsonNode picture = page.get("pictures").get(id);
            assertModules(picture.path("modules"), archive, id);
            for (JsonNode device : picture.get("devices")) {
                String of = " where trace_id = '" + id + "' and device = '"
                        + device.get("device").asText() + "' and ";
                assertBins(
                        device,
                        query(
                                archive,
                                "select " + String.join(", ", PARTS) + ", total_ns from device_stats" + of
                                        + "step is null"));
                for (JsonNode step : device.get("steps")) {
                    assertStep(step, archive, of, picture.get("origin_ns").asText());
                }
            }
        }
    }

    private static void assertModules(JsonNode modules, Path archive, String id) {
        Map<List<String>, Long> shown = new HashMap<>();
        for (int i = 0; i < modules.path("path").size(); i++) {
            String path = modules.get("path").get(i).asText();
            shown.merge(
                    List.of(modules.get("device").get(i).asText(""), path.startsWith("(") ? path : "modules"),
                    modules.get("device_ns").get(i).longValue(),
                    Long::sum);
        }
        Map<List<String>, Long> expected = new HashMap<>();
        query(
                        archive,
                        "select coalesce(device, ''), coalesce(if(instance is null, path, null), 'modules'),"
                                + " sum(device_ns) from module_stats where device_ns is not null and trace_id = '" + id
                                + "' group by all having sum(device_ns) > 0")
                .forEach(row -> expected.put(row.subList(0, 2), Long.parseLong(row.get(2))));
        assertThat(shown).isEqualTo(expected);
    }

    private static void assertBins(JsonNode device, List<List<String>> row) {
        JsonNode bins = device.get("bins");
        for (int part = 0; part < PARTS.size(); part++) {
            assertThat(numbers(bins.get(PARTS.get(part))).sum())
                    .as(PARTS.get(part))
                    .isEqualTo(Long.parseLong(row.get(0).get(part)));
        }
        long width = bins.get("width_ns").longValue();
        int last = bins.get("count").intValue() - 1;
        for (int bin = 0; bin <= last; bin++) {
            long sum = 0;
            for (String part : PARTS) {
                sum += bins.get(part).get(bin).longValue();
            }
            assertThat(sum)
                    .isEqualTo(bin < last ? width : Long.parseLong(row.get(0).get(PARTS.size())) - last * width);
        }
    }

    private static void assertStep(JsonNode step, Path archive, String of, String origin) {
        String window = step.get("step").isNull() ? "step is null" : "step = " + step.get("step");
        List<String> row = query(
                        archive,
                        "select start_ns - " + origin + ", total_ns, idle_ns, start_ns from device_stats" + of + window)
                .get(0);
        assertThat(step.get("start_ns").asText()).isEqualTo(row.get(0));
        assertThat(step.get("total_ns").asText()).isEqualTo(row.get(1));
        assertThat(step.get("gaps").get("idle_ns").asText()).isEqualTo(row.get(2));
        String start = row.get(3);
        List<List<String>> expected = query(
                archive,
                "select coalesce(stream, ''), kind, start_ns - " + start
                        + ", duration_ns, md5(left(name, 4096)) from spans" + of
                        + SpanConditions.ON_DEVICE
                        + " and start_ns < " + start + " + " + row.get(1) + " and (end_ns > " + start
                        + " or start_ns >= " + start
                        + ") order by all");
        JsonNode spans = step.get("spans");
        assertThat(spans.get("name").size() + step.get("merged_count").intValue())
                .isEqualTo(expected.size());
        JsonNode merged = step.get("merged");
        assertThat(numbers(merged.get("count")).sum())
                .isEqualTo(step.get("merged_count").longValue());
        assertThat(numbers(spans.get("duration_ns")).sum()
                        + numbers(merged.get("busy_ns")).sum())
                .isEqualTo(expected.stream()
                        .mapToLong(span -> Long.parseLong(span.get(3)))
                        .sum());
        assertThat(shown(step)).isSubsetOf(expected).hasSize(spans.get("name").size());
    }

    private static List<List<String>> shown(JsonNode step) {
        JsonNode spans = step.get("spans");
        List<List<String>> shown = new ArrayList<>();
        for (int i = 0; i < spans.get("name").size(); i++) {
            shown.add(List.of(
                    text(step, "streams", spans, "stream", i),
                    text(step, "kinds", spans, "kind", i),
                    spans.get("start_ns").get(i).asText(),
                    spans.get("duration_ns").get(i).asText(),
                    md5(text(step, "names", spans, "name", i))));
        }
        return shown;
    }

    private static String text(JsonNode step, String texts, JsonNode spans, String column, int place) {
        return step.get(texts).get(spans.get(column).get(place).intValue()).asText();
    }

    private static String md5(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
