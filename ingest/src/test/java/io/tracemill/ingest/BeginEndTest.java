package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which begin an end closes. */
class BeginEndTest {

    @Test
    void anEndClosesTheBeginOfItsNameAndThoseSinceStayOpen() {
        Ingested trace = trace(begin("A", 0), begin("C", 1), begin("LOST", 2), end("C", 3), end("A", 4), mark(100));

        assertThat(trace.spans())
                .containsExactly(
                        "OTHER A 0 4000", "OTHER C 1000 2000", "OTHER LOST 2000 98000", "INSTANT mark 100000 null");
        assertThat(trace.events()).filteredOn(line -> line.contains("unclosed")).hasSize(1);
        assertThat(trace.totals().getMerged()).isEqualTo(Map.of("crossed-end", 2L));
        assertThat(trace.totals().getNotes()).hasSize(1);
        assertThat(trace.report().warnings())
                .hasSize(1)
                .first()
                .asString()
                .endsWith(": ends that close the begin of their name while later ones are open: 2");
        assertThat(trace.rejected()).isEmpty();
    }

    @Test
    void spansMayCross() {
        Ingested trace = trace(begin("alpha", 0), begin("beta", 1), end("alpha", 9), end("beta", 10));

        assertThat(trace.spans()).containsExactly("OTHER alpha 0 9000", "OTHER beta 1000 9000");
        assertThat(trace.totals().getMerged()).isEqualTo(Map.of("crossed-end", 1L, "end", 1L));
    }

    @Test
    void ofTwoBeginsOfANameTheLaterIsClosedFirst() {
        Ingested trace = trace(begin("f", 0), begin("f", 1), end("f", 3), end("f", 7));

        assertThat(trace.spans()).containsExactly("OTHER f 0 7000", "OTHER f 1000 2000");
        assertThat(trace.report().warnings()).isEmpty();
    }

    @Test
    void anEndOfANameThatIsNotOpenClosesNothing() {
        Ingested trace = trace(begin("alpha", 0), end("beta", 5), end("alpha", 10));

        assertThat(trace.spans()).containsExactly("OTHER alpha 0 10000");
        assertThat(trace.letters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.getMessage())
                        .endsWith("end-without-begin: expected an open begin of its name on its process and thread"));
    }

    @Test
    void anEndWithoutANameClosesTheBeginThatStartedLastAndABeginWithoutANameTakesAnyEnd() {
        Ingested trace = trace(begin("a", 0), begin("b", 1), end("", 2), begin("", 3), end("x", 4), end("a", 6));

        assertThat(trace.spans()).containsExactly("OTHER a 0 6000", "OTHER b 1000 1000", "OTHER  3000 1000");
    }

    @Test
    void namesTooLongToShareAreComparedToo() {
        String end = "x".repeat(9000);
        Ingested trace = trace(begin("a" + end, 0), begin("b" + end, 1), end("a" + end, 2), end("b" + end, 4));

        assertThat(trace.spans()).containsExactly("OTHER a" + end + " 0 2000", "OTHER b" + end + " 1000 3000");
    }

    private static Ingested trace(String... events) {
        return Ingested.of("[" + String.join(",", List.of(events)) + "]");
    }

    private static String begin(String name, long ts) {
        return event("B", name, ts);
    }

    private static String end(String name, long ts) {
        return event("E", name, ts);
    }

    private static String mark(long ts) {
        return event("i", "mark", ts);
    }

    private static String event(String phase, String name, long ts) {
        String named = name.isEmpty() ? "" : "\"name\":\"" + name + "\",";
        return "{\"ph\":\"" + phase + "\"," + named + "\"pid\":1,\"tid\":1,\"ts\":" + ts + "}";
    }
}
