package io.tracemill.cli.page.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.schemas.Gap;
import io.tracemill.schemas.GapCause;
import io.tracemill.schemas.HostActivity;
import io.tracemill.schemas.IdleCause;
import io.tracemill.schemas.IdlePart;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Times without work, from the start of a window to its end. */
class GapsTest {

    private static String written(Gaps gaps) throws IOException {
        gaps.end();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            gaps.write(json);
        }
        return text.toString();
    }

    private static Gap gap(long start, GapCause cause) {
        return new Gap(start, 10L, 0L, 0L, 0L, 10L, "k", List.of(cause));
    }

    @Test
    void theyAreNamedByTheCauseThatIsKnownElseByTheirLongestPart() throws IOException {
        Gaps gaps = new Gaps(
                100,
                200,
                Map.of(
                        120L, gap(120, new GapCause(IdlePart.HOST, null, HostActivity.INPUT, "next(it)", null, 8L)),
                        140L,
                                gap(
                                        140,
                                        new GapCause(
                                                IdlePart.DEVICE, IdleCause.GRAPH, HostActivity.SYNC, null, null, 8L))));
        gaps.add(90, 101, 80L, 85);
        gaps.add(105, 120, 104L, 105);
        gaps.add(110, 115, null, 0);
        gaps.add(130, 140, 100L, 101);
        gaps.add(150, 160, 141L, 142);
        gaps.add(165, 170, 150L, 151);
        gaps.add(180, 190, null, 0);

        assertThat(written(gaps))
                .isEqualTo("{\"count\":6,\"idle_ns\":49,\"start_ns\":[1,20,40,60,70,90],"
                        + "\"duration_ns\":[4,10,10,5,10,10],"
                        + "\"part\":[\"HOST\",\"HOST\",\"DEVICE\",\"DEVICE\",\"UNKNOWN\",null],"
                        + "\"class\":[null,\"INPUT\",\"GRAPH\",null,null,null],"
                        + "\"name\":[null,\"next(it)\",null,null,null,null]}");
    }

    @Test
    void theLongestAreShownAndAllAreCounted() throws IOException {
        Gaps gaps = new Gaps(0, 1_000_000, Map.of());
        long idle = 0;
        long at = 0;
        for (int i = 1; i <= 700; i++) {
            at += i;
            idle += i;
            gaps.add(at, at + 1, null, 0);
            at++;
        }
        gaps.add(at, 1_000_000, null, 0);

        assertThat(gaps.idleNanos()).isEqualTo(idle);
        String written = written(gaps);
        assertThat(written).startsWith("{\"count\":700,\"idle_ns\":" + idle + ",");
        assertThat(written.replaceAll(".*duration_ns\":\\[|\\].*", "").split(","))
                .hasSize(Gaps.MOST)
                .contains("201", "700")
                .doesNotContain("200");
    }
}
