package io.tracemill.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One damaged byte outside the events loses the token or the member that it is in, and nothing else. */
class OuterFrameTest {

    private static final int EVENTS = 40;
    private static final List<String> OTHERS = List.of("\"", "}");
    private static final String FIRST = "{\"ph\":\"X\",\"name\":\"e0\",\"pid\":1,\"tid\":1,\"ts\":0,\"dur\":5}";
    private static final String BEFORE =
            "{\"schemaVersion\":1,\"displayTimeUnit\":\"ms\",\"env\":{\"HF_TOKEN\":\"hf_SECRET\"},"
                    + "\"deviceProperties\":[{\"id\":0,\"name\":\"GPU\"}],\"distributedInfo\":{\"rank\":5,\"world_size\":8},"
                    + "\"baseTimeNanoseconds\":1700000000000000000,\"traceEvents\":[";
    private static final String BEHIND = "],\"traceName\":\"t.json\",\"with_stack\":true}";

    private static String events() {
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> FIRST.replace("\"e0\"", "\"e" + i + "\"").replace("\"ts\":0", "\"ts\":" + i * 10))
                .collect(Collectors.joining(","));
    }

    private static List<String> damaged(String text, int at) {
        List<String> all = new ArrayList<>();
        char byteThere = text.charAt(at);
        for (int bit : new int[] {0, 1, 5}) {
            all.add(text.substring(0, at) + (char) (byteThere ^ (1 << bit)) + text.substring(at + 1));
        }
        all.add(text.substring(0, at) + text.substring(at + 1));
        for (String other : OTHERS) {
            all.add(text.substring(0, at) + other + text.substring(at));
            all.add(text.substring(0, at) + other + text.substring(at + 1));
        }
        return all;
    }

    private static Map<String, Integer> members() {
        Map<String, Integer> members = new TreeMap<>();
        for (String name : Set.of(
                "schemaVersion",
                "displayTimeUnit",
                "deviceProperties",
                "distributedInfo",
                "baseTimeNanoseconds",
                "traceName",
                "with_stack")) {
            String json = BEFORE + events() + BEHIND;
            members.put(name, json.indexOf('"' + name + '"'));
        }
        return members;
    }

    @Test
    void everyEventAndAllMembersButOneSurviveEveryDamagedByte() {
        String json = BEFORE + events() + BEHIND;
        List<String> failures = new ArrayList<>();
        for (int at = 0; at < json.length(); at++) {
            if (at == BEFORE.length()) {
                at = json.length() - BEHIND.length(); // events
            }
            for (String bad : damaged(json, at)) {
                check(at, bad, failures);
            }
        }
        assertThat(failures).isEmpty();
    }

    private static void check(int at, String bad, List<String> failures) {
        String near = bad.substring(Math.max(0, at - 20), Math.min(bad.length(), at + 20));
        try {
            Ingested trace = Ingested.of(bad.getBytes(ISO_8859_1), Ingested.config());
            Set<String> kept = trace.batches().get(0).getHeader().getMetadata().keySet();
            List<String> lost = members().keySet().stream()
                    .filter(name -> !kept.contains(name))
                    .toList();
            if (trace.totals().getPublished() != EVENTS
                    || lost.size() > 1
                    || trace.rejected().size() > 4
                    || trace.totals().getBytesLost() > 120) {
                failures.add(at + " " + near + ": " + trace.totals().getPublished() + " events, lost " + lost + ", "
                        + trace.rejected() + " " + trace.totals().getBytesLost());
            }
            String letters = trace.letters().toString();
            if (letters.contains("SECRET") || trace.batches().toString().contains("SECRET")) {
                failures.add(at + " " + near + ": a secret left");
            }
        } catch (RuntimeException e) {
            failures.add(at + " " + near + ": " + e.getMessage());
        }
    }
}
