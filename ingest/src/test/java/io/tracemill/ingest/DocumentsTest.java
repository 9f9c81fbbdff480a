package io.tracemill.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows the end of a trace in its file: other documents are read, and so are the whole events of torn ones. */
class DocumentsTest {

    private static String events(String name, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"" + name + "\",\"pid\":0,\"tid\":7,\"ts\":"
                        + (1000 + i) + ",\"dur\":1,\"args\":{\"dims\":[" + i + "],\"device\":0,\"stream\":7}}")
                .collect(Collectors.joining(", "));
    }

    private static String document(String name, int rank) {
        return "{\"schemaVersion\": 1, \"distributedInfo\": {\"rank\": " + rank + "}, \"traceEvents\": ["
                + events(name, 0, 100) + "], \"traceName\": \"" + name + ".json\"}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\r\n", "\u001e", "\u0000\u0000\n"})
    void documentsThatFollowEachOtherAreOneTrace(String separator) {
        String json = document("a", 3) + separator + document("b", 3) + separator + document("c", 3) + separator;

        Ingested trace = Ingested.of(json);

        assertThat(trace.totals().getPublished()).isEqualTo(300);
        assertThat(trace.totals().getDocuments()).isEqualTo(3);
        assertThat(trace.totals().getBytesLost()).isZero();
        assertThat(trace.totals().getTruncated()).isFalse();
        assertThat(trace.rejected()).isEmpty();
        assertThat(trace.report().rank()).isEqualTo(3);
        assertThat(trace.report().withinRejectBudget()).isTrue();
        assertThat(trace.totals().getNotes())
                .singleElement()
                .asString()
                .endsWith(": 3 JSON documents follow each other and were read as one trace");
    }

    @Test
    void arraysThatFollowEachOtherAreOneTrace() {
        Ingested trace = Ingested.of("[" + events("a", 0, 50) + "]\n[" + events("b", 0, 50) + "][]");

        assertThat(trace.totals().getPublished()).isEqualTo(100);
        assertThat(trace.totals().getDocuments()).isEqualTo(3);
        assertThat(trace.rejected()).isEmpty();
    }

    @Test
    void theFirstDocumentSaysTheRankAndADifferenceIsNamed() {
        Ingested trace = Ingested.of(document("a", 1) + document("b", 0));

        assertThat(trace.report().rank()).isEqualTo(1);
        assertThat(trace.totals().getNotes())
                .anyMatch(note -> note.endsWith(
                        "its documents differ in distributedInfo: the first one counts for all" + " their events"));
    }

    @Test
    void aTraceThatIsCutIsFollowedByAWholeOne() {
        String cut = document("a", 0).substring(0, 3000);
        Ingested trace = Ingested.of(cut + document("b", 0));

        assertThat(trace.spans()).filteredOn(span -> span.contains(" b ")).hasSize(100);
        assertThat(trace.rejected()).hasSize(1);
        assertThat(trace.totals().getTruncated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"traceEvents\": [", "["})
    void aTraceThatIsCutBetweenEventsIsFollowedByAWholeOne(String open) {
        Ingested trace = Ingested.of(open + events("a", 0, 50) + ", " + document("b", 4) + document("c", 4));

        assertThat(trace.totals().getPublished()).isEqualTo(250);
        assertThat(trace.totals().getDocuments()).isEqualTo(3);
        assertThat(trace.report().rank()).isEqualTo(4);
        assertThat(trace.rejected())
                .containsExactly("broken-metadata at " + (open + events("a", 0, 50) + ", ").length());
    }

    /** Two processes write to one path: the longer text goes on where the shorter one ends. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 60, 101, 102, 103})
    void theEventsBehindASeamAreReadAndTheirBytesCountAsLost(int into) {
        String one = document("a", 0);
        String other = "{\"traceEvents\": [" + events("b", 0, 140) + "]}";
        int seam = other.indexOf(events("b", 120, 121)) + into;

        Ingested trace = Ingested.of(one + other.substring(seam));

        assertThat(trace.spans()).filteredOn(span -> span.contains(" a ")).hasSize(100);
        assertThat(trace.spans()).filteredOn(span -> span.contains(" b ")).hasSize(into == 0 ? 20 : 19);
        assertThat(trace.rejected()).containsExactly("trailing-bytes at " + one.length());
        assertThat(trace.letters().get(0).getFirstBytes().remaining()).isZero();
        assertThat(trace.totals().getBytesLost()).isEqualTo(other.length() - seam);
        assertThat(trace.report().withinRejectBudget()).isFalse();
        assertThat(trace.report().warnings()).anyMatch(line -> line.contains(" bytes are no whole events"));
    }

    @Test
    void seamsAndDocumentsMayAlternate() {
        String tail = events("t", 0, 3).substring(40) + "]}";
        Ingested trace = Ingested.of(document("a", 0) + tail + document("b", 0) + tail);

        assertThat(trace.totals().getPublished()).isEqualTo(204);
        assertThat(trace.totals().getDocuments()).isEqualTo(2);
        assertThat(trace.rejected()).hasSize(2).allMatch(rejected -> rejected.startsWith("trailing-bytes"));
    }

    @Test
    void aTornTextWithoutAWholeEventEndsWithTheFile() {
        Ingested trace = Ingested.of(document("a", 0) + "5}}]}" + document("b", 0) + "5}]");

        assertThat(trace.totals().getPublished()).isEqualTo(200);
        assertThat(trace.rejected()).hasSize(2).allMatch(rejected -> rejected.startsWith("trailing-bytes"));
    }

    @Test
    void aBracketBetweenEventsIsOneTokenLost() {
        Ingested trace = Ingested.of("{\"traceEvents\": [" + events("a", 0, 200) + "]" + events("b", 0, 200) + "]}");

        assertThat(trace.totals().getPublished()).isEqualTo(400);
        assertThat(trace.totals().getBytesLost()).isEqualTo(1);
        assertThat(trace.report().withinRejectBudget()).isTrue();
    }

    @Test
    void fewEventsOfManyBytesSpendTheBudgetOfBytes() {
        String broken = "{\"ph\":\"X\" \"args\":{\"stack\":\"" + "x".repeat(5000) + "\"}}";
        Ingested trace = Ingested.of("[" + events("a", 0, 300) + "," + broken + "," + events("b", 0, 300) + "]");

        assertThat(trace.totals().getPublished()).isEqualTo(600);
        assertThat(trace.totals().getBytesLost()).isEqualTo(broken.length() + 1);
        assertThat(trace.report().withinRejectBudget()).isFalse();
    }

    @Test
    void aMemberThatIsNoJsonIsLostAlone() {
        String json = "{\"schemaVersion\":1x\"y,\"baseTimeNanoseconds\":1700000000000000000,\"distributedInfo\":"
                + "{\"rank\":5,\"world_size\":8},\"traceEvents\":[" + events("a", 0, 300) + "]}";
        Ingested trace = Ingested.of(json);

        assertThat(trace.report().rank()).isEqualTo(5);
        assertThat(trace.batches().get(0).getHeader().getMetadata())
                .containsOnlyKeys("baseTimeNanoseconds", "distributedInfo");
        assertThat(trace.rejected()).containsExactly("broken-metadata at 1");
        assertThat(trace.report().withinRejectBudget()).isTrue();
    }

    @Test
    void whatIsOutsideTheEventsLeavesNoBytes() {
        String json = "{\"schemaVersion\":1,\"env\" {\"HF_TOKEN\":\"hf_SECRET\"},\"traceEvents\":["
                + events("a", 0, 300) + "],\"env\" {\"HF_TOKEN\":\"hf_SECRET\"}} \"HF_TOKEN\":\"hf_SECRET\"";
        Ingested trace = Ingested.of(json);

        assertThat(trace.totals().getPublished()).isEqualTo(300);
        assertThat(trace.letters()).hasSize(3);
        assertThat(trace.letters().toString() + trace.batches() + trace.report())
                .doesNotContain("SECRET");
    }

    @Test
    void theBytesOfABrokenEventEndWithIt() {
        String broken = "{\"ph\":\"X\" 8}";
        Ingested trace = Ingested.of(
                "{\"traceEvents\":[" + events("a", 0, 2) + broken + "],\"env\":{\"HF_TOKEN\":\"hf_SECRET\"}}");

        assertThat(trace.letters())
                .singleElement()
                .satisfies(
                        letter -> assertThat(new String(letter.getFirstBytes().array(), UTF_8))
                                .isEqualTo(broken));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}\n{\"a\":2}\n", "{\"a\":1} junk", "[{\"schemaVersion\":1}]"})
    void jsonWithoutEventsIsNoTrace(String json) {
        assertThatThrownBy(() -> Ingested.of(json)).hasCauseInstanceOf(NoTraceException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key,value\n1,2\n", "x\"a\":1"})
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> Ingested.of(text)).hasMessageContaining(", expected '{' or '[' (a JSON trace)");
    }
}
