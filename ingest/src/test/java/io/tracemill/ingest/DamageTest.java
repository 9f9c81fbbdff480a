package io.tracemill.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamageTest {

    private static final String A = "{\"name\":\"a\",\"ph\":\"X\",\"ts\":1,\"dur\":1,\"args\":{\"k\":[{\"x\":1}]}}";
    private static final String B = "{\"name\":\"b\",\"ph\":\"X\",\"ts\":2,\"dur\":1}";
    private static final String C = "{\"name\":\"c\",\"ph\":\"X\",\"ts\":3,\"dur\":1,\"args\":{\"k\":{\"x\":\"}{\"}}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // an unescaped quote, two of them, one before structure, an empty name
                "{\"name\":\"bad\"name\",\"ph\":\"X\",\"ts\":2,\"dur\":1}",
                "{\"name\":\"bad\"na\"me\",\"ph\":\"X\",\"ts\":2,\"dur\":1}",
                "{\"name\":\"bad\"}, name\",\"ph\":\"X\",\"ts\":2,\"dur\":1}",
                "{\"ph\":\"X\",\"name\":\"f(\"{x}\")\",\"ts\":2,\"dur\":1,\"args\":{\"list\":[{\"y\":1},{\"z\":2}]}}",
                "{\"name\":\"\"\",\"ph\":\"X\",\"ts\":2,\"dur\":1,\"args\":{\"list\":[{\"y\":1}],\"q\":2}}",
                // a quote, a brace, a comma or a value too few; a brace or a bracket too many
                "{\"name\":\"bad,\"ph\":\"X\",\"ts\":2,\"dur\":1}",
                "{\"name\":\"bad\",\"ph\":\"X\",\"ts\":2,\"args\":{\"x\":1}",
                "{\"name\":\"bad\" \"ph\":\"X\",\"ts\":2,\"dur\":1}",
                "{\"name\":\"bad\",\"ph\":\"X\",\"ts\":,\"dur\":1}",
                "{\"name\":\"bad\",\"ph\":\"X\",\"ts\":2,\"args\":{\"x\":[1]]}}",
                "{\"name\":\"C:\\dir\\\",\"ph\":\"X\",\"ts\":2,\"dur\":1}",
                // values that are none
                "{\"name\":\"bad\",\"ph\":\"X\",\"ts\":2,\"dur\":N/A}",
                "{\"name\":\"bad\",\"ph\":\"X\",\"ts\":2,\"dur\":\"long\"}",
                "{\"name\":\"bad\",\"ph\":\"X\",\"ts\":2,\"dur\":-1}",
                "{\"name\":\"bad\",\"ph\":\"X\",\"ts\":NaN,\"dur\":1}",
                "{\"name\":\"bad\",\"ph\":\"X\",\"ts\":1e300,\"dur\":1}",
                "{\"name\":\"bad\",\"ph\":\"X\",\"dur\":1}",
                "{\"name\":\"bad\",\"ts\":1,\"dur\":1}",
                "{\"name\":\"bad\",\"ph\":\"XX\",\"ts\":1,\"dur\":1}",
                "17",
                "\"text\"",
                "null",
                "[1,2]"
            })
    void oneBadEventIsOneDeadLetter(String bad) {
        String[] separators = {",\n ", ","};
        for (String separator : separators) {
            for (List<String> order : List.of(List.of(bad, A, C), List.of(A, bad, C), List.of(A, C, bad))) {
                for (String end : List.of("]", "],\"z\":{\"y\":[{}]}}")) {
                    String open = end.length() == 1 ? "[" : "{\"traceEvents\":[";
                    String json = open + String.join(separator, order) + end;
                    checkOneBad(json, bad, 1 << 18);
                    checkOneBad(json, bad, 32);
                }
            }
        }
    }

    private static void checkOneBad(String json, String bad, int sliceBytes) {
        Ingested trace = Ingested.of(
                json.getBytes(UTF_8), Ingested.config().withLimits(limits -> limits.withSliceBytes(sliceBytes)));
        assertThat(trace.spans()).as(json).containsExactly("OTHER a 1000 1000", "OTHER c 3000 1000");
        assertThat(trace.letters()).as(json).hasSize(1);
        assertThat(trace.letters().get(0).getByteOffset()).isEqualTo(json.indexOf(bad));
        String firstBytes = new String(trace.letters().get(0).getFirstBytes().array(), UTF_8);
        assertThat(json.substring(json.indexOf(bad))).startsWith(firstBytes);
        assertThat(firstBytes).startsWith(bad.substring(0, 1));
        assertThat(trace.totals().getEventsRead()).isEqualTo(3);
        assertThat(trace.totals().getTruncated()).isFalse();
    }

    @Test
    void theFirstRejectedEventsAreNamedWithTheirBytesAndTheRestCounted() {
        String bad = "{\"ph\":\"X\",\"name\":\"bad\"}";
        Ingested trace = Ingested.of("[" + A + ("," + bad).repeat(8) + "]");
        List<String> warnings = trace.report().warnings();
        assertThat(warnings).hasSize(6);
        assertThat(warnings.get(0)).contains("event at byte " + (A.length() + 2) + ": missing-ts: ");
        assertThat(warnings.get(5)).endsWith(": 3 more events were rejected: see the dead letters");
    }

    @Test
    void aBracketTooManyBetweenEventsIsRejectedAlone() {
        Ingested trace = Ingested.of("[" + A + "},\n" + C + "]");

        assertThat(trace.spans()).containsExactly("OTHER a 1000 1000", "OTHER c 3000 1000");
        assertThat(trace.rejected()).containsExactly("broken-json at " + (1 + A.length()));
    }

    @Test
    void twoBadEventsInARowAreTwoDeadLetters() {
        String bad = "{\"name\":\"bad\"name\",\"ph\":\"X\",\"ts\":2,\"dur\":1}";
        Ingested trace = Ingested.of("[" + A + "," + bad + ",\n" + bad + "," + C + "]");

        assertThat(trace.spans()).containsExactly("OTHER a 1000 1000", "OTHER c 3000 1000");
        assertThat(trace.letters()).hasSize(2);
    }

    @Test
    void whatIsOnlyUnusualIsRead() {
        byte[] badUtf8 = ("[{\"name\":\"\u00ff\u0001\",\"ph\":\"X\",\"ts\":\"1.5\",\"dur\":1e0,\"args\":{\"v\":NaN,"
                        + "\"w\":-Infinity,\"d\":\"C:\\dir\"}},,{\"name\":\"b\",\"ph\":\"X\",\"ts\":2.0005,\"dur\":0}"
                        + " {\"name\":\"c\",\"ph\":\"X\",\"ts\":3,\"dur\":0,},]")
                .getBytes(ISO_8859_1);

        Ingested trace = Ingested.of(badUtf8, Ingested.config());

        assertThat(trace.rejected()).isEmpty();
        assertThat(trace.events())
                .containsExactly(
                        "OTHER \ufffd\u0001 start=1500 dur=1000"
                                + " args={\"v\":\"NaN\",\"w\":\"-Infinity\",\"d\":\"C:dir\"}",
                        "OTHER b start=2000 dur=0",
                        "OTHER c start=3000 dur=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"traceEvents\":["})
    void aFileCutAnywhereYieldsItsWholeEvents(String open) {
        String whole = open + A + ",\n" + B + "," + C + (open.length() == 1 ? "]" : "],\"k\":{\"l\":1}}");
        int[] ends = {whole.indexOf(A) + A.length(), whole.indexOf(B) + B.length(), whole.indexOf(C) + C.length()};
        for (int cut = ends[0]; cut < whole.length(); cut++) {
            int length = cut;
            long events = IntStream.of(ends).filter(end -> end <= length).count();
            Ingested trace = Ingested.of(whole.substring(0, cut).getBytes(UTF_8), Ingested.config());
            assertThat(trace.totals().getPublished())
                    .as(whole.substring(0, cut))
                    .isEqualTo(events);
            assertThat(trace.totals().getTruncated()).isEqualTo(cut <= ends[2]);
            assertThat(trace.rejected())
                    .allMatch(rejected -> rejected.startsWith("cut-off"))
                    .hasSizeLessThan(2);
            assertThat(trace.report().withinRejectBudget()).isTrue();
        }
    }

    @Test
    void aFileCutBeforeItsFirstEventIsNoTrace() {
        String whole = "{\"a\":1,\"traceEvents\":[" + A + "]}";
        for (int cut = 0; cut < whole.indexOf(A) + A.length(); cut++) {
            byte[] bytes = Arrays.copyOf(whole.getBytes(UTF_8), cut);
            assertThatThrownBy(() -> Ingested.of(bytes, Ingested.config())).hasMessageContaining(": byte ");
        }
    }

    @Test
    void bytesBehindTheTraceAreRejectedAndSeen() {
        Ingested trace = Ingested.of("[" + A + "] and more");

        assertThat(trace.rejected()).containsExactly("trailing-bytes at 62");
        assertThat(trace.totals().getPublished()).isEqualTo(1);
        assertThat(trace.totals().getTruncated()).isFalse();
    }

    @Test
    void brokenMetadataDoesNotHideTheEvents() {
        Ingested trace = Ingested.of("{\"path\":\"a\"b\",\"traceEvents\":[" + A + "],\"later\":\"x\"y\"}");

        assertThat(trace.spans()).containsExactly("OTHER a 1000 1000");
        assertThat(trace.rejected()).hasSize(2).allMatch(rejected -> rejected.startsWith("broken-metadata"));
    }

    @Test
    void anEventTooLargeIsRejectedAndTheNextOneRead() {
        String large =
                "{\"name\":\"l\",\"ph\":\"X\",\"ts\":1,\"dur\":1,\"args\":{\"k\":\"" + "x".repeat(9 << 20) + "\"}}";
        Ingested trace = Ingested.of("[" + large + "," + A + "]");

        assertThat(trace.spans()).containsExactly("OTHER a 1000 1000");
        assertThat(trace.rejected()).containsExactly("too-large at 1");
    }

    @Test
    void argumentsTooLargeForARecordGiveWayToTheirSize() {
        String large =
                "{\"name\":\"l\",\"ph\":\"X\",\"ts\":1,\"dur\":1,\"args\":{\"k\":\"" + "x".repeat(5 << 20) + "\"}}";
        Ingested trace = Ingested.of("[" + large + "," + A + "]");

        assertThat(trace.events())
                .contains("OTHER l start=1000 dur=1000 args={\"tracemill_args_left_out_bytes\":5242888}");
        assertThat(trace.rejected()).isEmpty();
    }

    @Test
    void aDeadLetterSaysWhereWhatAndWhatWasExpected() {
        Ingested trace = Ingested.of("[" + A + ",{\"name\":\"x\",\"ph\":\"X\",\"ts\":1,\"dur\":-3}]");

        assertThat(trace.letters().get(0).getMessage())
                .endsWith(".json: event at byte 61: negative-dur: expected \"dur\" to be at least 0");
        assertThat(trace.report().withinRejectBudget()).isFalse();
    }
}
