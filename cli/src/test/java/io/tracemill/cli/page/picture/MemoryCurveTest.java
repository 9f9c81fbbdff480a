package io.tracemill.cli.page.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Memory over time, with few points or many. */
class MemoryCurveTest {

    private static String written(MemoryCurve curve) throws IOException {
        curve.end();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            curve.write(100, json);
        }
        return text.toString();
    }

    @Test
    void aReadingTellsWhatIsAllocatedAndWhatItDoesNotSayStays() throws IOException {
        MemoryCurve curve = new MemoryCurve("0", null, 3);
        curve.add(100, 5L, 8L);
        curve.add(101, 7L, null);
        curve.add(102, null, 9L);

        assertThat(written(curve))
                .isEqualTo("{\"device\":\"0\",\"component\":null,\"time_ns\":[0,1,2],\"allocated_bytes\":[5,7,7],"
                        + "\"reserved_bytes\":[8,8,9]}");
    }

    @Test
    void changesTellItByTheirAddressWhereNoReadingDoes() throws IOException {
        MemoryCurve curve = new MemoryCurve(null, null, 5);
        long[][] changes = {{10, 1}, {20, 2}, {-10, 1}, {-99, 3}, {4, 2}};
        for (int i = 0; i < changes.length; i++) {
            curve.change(changes[i][0], changes[i][1]);
            curve.add(100 + i, null, null);
        }

        assertThat(written(curve)).contains("\"allocated_bytes\":[10,30,20,20,4]", "\"reserved_bytes\":null");
    }

    @Test
    void ofManyPointsThePeakIsKept() throws IOException {
        int many = 123_457;
        for (int peak : new int[] {0, 1, 61, 62, 63, 50_000, many - 1}) {
            MemoryCurve curve = new MemoryCurve("0", null, many);
            for (int i = 0; i < many; i++) {
                curve.add(i, i == peak ? 1_000L : i % 900, null);
            }
            String written = written(curve);
            assertThat(written.replaceAll(".*allocated_bytes\":\\[|\\].*", "").split(","))
                    .hasSizeLessThanOrEqualTo(MemoryCurve.MOST)
                    .contains("1000");
        }
    }
}
