package io.tracemill.cli.page.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Time in modules, with few paths or many. */
class ModuleTimesTest {

    private static JsonNode written(ModuleTimes times) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            times.write(json);
            json.writeEndObject();
        }
        return new ObjectMapper().readTree(text.toString());
    }

    @Test
    void aPathHasItsOwnTimeOnEachDevice() throws IOException {
        ModuleTimes times = new ModuleTimes();
        times.add("0", "Net_0", 0);
        times.add("0", "Net_0/Linear_1", 7);
        times.add(null, "Net_0/Linear_1", 5);

        assertThat(written(times))
                .hasToString("{\"modules\":{\"device\":[\"0\",null],\"path\":[\"Net_0/Linear_1\",\"Net_0/Linear_1\"],"
                        + "\"device_ns\":[7,5]}}");
    }

    @Test
    void withoutTimeNothingIsWritten() throws IOException {
        ModuleTimes times = new ModuleTimes();
        times.add("0", "Net_0", 0);

        assertThat(written(times)).isEmpty();
    }

    @Test
    void beyondTheMostAPathAddsToTheModuleAroundThatIsShown() throws IOException {
        ModuleTimes times = new ModuleTimes();
        times.add("0", "Net_0", 0);
        for (int i = 1; i < ModuleTimes.MOST; i++) {
            times.add("0", "Net_0/Block_" + i, 10);
        }
        times.add("0", "Net_0/Block_7/Deep_0/Linear_0", 3);
        times.add("0", "Net_0/Late_0", 2);
        times.add("0", "Other_0/Linear_0", 1);
        times.add("1", "Net_0/Late_0", 4);
        JsonNode modules = written(times).get("modules");

        assertThat(modules.get("path")).hasSize(ModuleTimes.MOST + 2);
        assertThat(time(modules, "0", "Net_0/Block_7")).isEqualTo(13);
        assertThat(time(modules, "0", "Net_0")).isEqualTo(2);
        assertThat(time(modules, "0", "(other)")).isEqualTo(1);
        assertThat(time(modules, "1", "(other)")).isEqualTo(4);
        assertThat(StreamSupport.stream(modules.get("device_ns").spliterator(), false)
                        .mapToLong(JsonNode::longValue)
                        .sum())
                .isEqualTo(10L * (ModuleTimes.MOST - 1) + 3 + 2 + 1 + 4);
    }

    @Test
    void aPathThatIsTooLongAddsToTheModuleAround() throws IOException {
        ModuleTimes times = new ModuleTimes();
        times.add("0", "Net_0", 1);
        times.add("0", "Net_0/" + "n".repeat(5_000), 2);

        assertThat(time(written(times).get("modules"), "0", "Net_0")).isEqualTo(3);
    }

    private static long time(JsonNode modules, String device, String path) {
        for (int i = 0; i < modules.get("path").size(); i++) {
            boolean isHere = modules.get("device").get(i).asText().equals(device)
                    && modules.get("path").get(i).asText().equals(path);
            if (isHere) {
                return modules.get("device_ns").get(i).longValue();
            }
        }
        throw new AssertionError(path + " is not shown");
    }
}
