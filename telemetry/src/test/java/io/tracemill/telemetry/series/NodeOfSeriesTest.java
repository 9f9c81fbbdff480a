package io.tracemill.telemetry.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** By which label or target a series finds its node. */
class NodeOfSeriesTest {

    private final SeriesResolver resolver = new SeriesResolver(QuantityTable.own(), SeriesLimits.USUAL);

    private String place(String metric, Map<String, String> labels) {
        Resolution found = resolver.of(Target.UNKNOWN).of(RawSeries.of(metric, labels, SampleKind.GAUGE));
        return found instanceof ReadingSeries series
                ? series.node() + " [" + series.source() + "] " + series.seriesLabels()
                : found.toString();
    }

    @Test
    void attributesOfAResourceNameTheNodeWhateverTheExporter() {
        for (String label : new String[] {"k8s.node.name", "k8s_node_name", "host.name", "host_name"}) {
            assertThat(place("node_load1", Map.of(label, "Gpu-7.example.org")))
                    .isEqualTo("gpu-7 [node_exporter gpu-7] null");
            assertThat(place("anything", Map.of(label, "gpu-7"))).isEqualTo("gpu-7 [unknown gpu-7] null");
        }
    }

    @Test
    void theNodeOfAPodComesBeforeItsHostName() {
        assertThat(place("hw.power", Map.of("host.name", "pod-x7k2p", "k8s.node.name", "gpu-7")))
                .startsWith("gpu-7 ");
    }

    @Test
    void theExportersOwnLabelComesFirst() {
        assertThat(place("DCGM_FI_DEV_GPU_TEMP", Map.of("hostname", "gpu-7", "host.name", "collector", "gpu", "0")))
                .startsWith("gpu-7 ");
    }

    @Test
    void aNameThatEveryNodeHasIsPassedOver() {
        assertThat(place("node_load1", Map.of("k8s.node.name", "localhost", "host.name", "gpu-7")))
                .startsWith("gpu-7 ");
        assertThat(place("node_load1", Map.of("host.name", "localhost", "instance", "gpu-8:9100")))
                .startsWith("gpu-8 [node_exporter gpu-8:9100]");
    }

    @Test
    void aTargetOnLoopbackIsOfTheMachineOfItsReader() {
        RawSeries load = RawSeries.of("node_load1", Map.of(), SampleKind.GAUGE);
        RawSeries labelled = RawSeries.of("node_load1", Map.of("host.name", "gpu-8"), SampleKind.GAUGE);
        for (String address : new String[] {"127.0.0.1:9100", "localhost:9100", "[::1]:9100"}) {
            Target read = Target.of(address).readOn("Gpu-7.example.org");
            assertThat(resolver.of(read).of(load))
                    .isInstanceOfSatisfying(
                            ReadingSeries.class,
                            series -> assertThat(series.node()).isEqualTo("gpu-7"));
            assertThat(resolver.of(read).of(labelled))
                    .isInstanceOfSatisfying(
                            ReadingSeries.class,
                            series -> assertThat(series.node()).isEqualTo("gpu-8"));
        }
    }

    @Test
    void aTargetOnLoopbackNamesNoNodeWhereItsReaderIsNotKnown() {
        String refused = "Refused[reason=NO_NODE, detail=no label and no target names the node of node_load1]";
        assertThat(place("node_load1", Map.of("instance", "localhost:9100"))).isEqualTo(refused);
        assertThat(resolver.of(Target.of("127.0.0.1:9100"))
                        .of(RawSeries.of("node_load1", Map.of(), SampleKind.GAUGE))
                        .toString())
                .isEqualTo(refused);
    }

    @Test
    void theInstanceOfAServiceIsATargetWhereItIsAnAddress() {
        assertThat(place("node_load1", Map.of("service.instance.id", "gpu-7:9100", "service.name", "nodes")))
                .isEqualTo("gpu-7 [node_exporter gpu-7:9100] {\"service.name\":\"nodes\"}");
        assertThat(place("a", Map.of("service.instance.id", "627cc493-f310", "host.name", "gpu-7")))
                .isEqualTo("gpu-7 [unknown gpu-7] {\"service.instance.id\":\"627cc493-f310\"}");
    }

    @Test
    void aSeriesOfAnotherNodeIsRefused() {
        SeriesResolver some = new SeriesResolver(
                QuantityTable.own(), SeriesLimits.USUAL, node -> node.startsWith("gpu-"), SharedRoom.alone(1_000_000));
        Resolution found =
                some.of(Target.UNKNOWN).of(RawSeries.of("a", Map.of("instance", "cpu-1:9"), SampleKind.GAUGE));

        assertThat(found)
                .isEqualTo(new Resolution.Refused(
                        RefusalReason.FORBIDDEN_NODE, "a: its sender may not send for node cpu-1"));
    }
}
