package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BridgeCommandTest {

    @Test
    void topicsOfTracemillAreNotRead() {
        CommandLineRun run = bridge("telegraf", "tracemill.fleet-telemetry");
        CommandLineRun bare = bridge("spans", "--prefix", "");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("tracemill bridge: a topic must be that of another sender but \"tracemill.fleet-telemetry\""
                        + " is one of Tracemill\n");
        assertThat(bare.code()).isEqualTo(2);
        assertThat(bare.err()).contains("\"spans\" is one of Tracemill");
    }

    @Test
    void aFormatIsOneOfThoseOfTopicsAndOfATopicThatIsRead() {
        assertThat(bridge("telegraf", "--topic-format", "telegraf=csv").err())
                .contains("must be TOPIC=FORMAT, where the format is otlp-protobuf, otlp-json, influx, telegraf-json,"
                        + " vector-json or prometheus-kafka-adapter, but was \"telegraf=csv\"");
        assertThat(bridge("telegraf", "--topic-format", "vector=vector-json").err())
                .contains("a format must be that of a topic that is read but was of \"vector\"");
        assertThat(bridge("a", "--topic-format", "a=influx,a=otlp-json").err())
                .contains("--topic-format gives two formats for a");
        assertThat(bridge("a", "--telegraf-time-unit", "min").err())
                .contains("must be s, ms, us or ns but was \"min\"");
    }

    @Test
    void propertiesOfAnotherClusterNeedOne() {
        CommandLineRun run = bridge("telegraf", "--from-command-config", "edge.properties");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--from-command-config needs --from-bootstrap-server");
    }

    private static CommandLineRun bridge(String... args) {
        List<String> all = new ArrayList<>(List.of("bridge", "--bootstrap-server", "127.0.0.1:1"));
        all.addAll(List.of(args));
        return CommandLineRun.of(all.toArray(String[]::new));
    }
}
