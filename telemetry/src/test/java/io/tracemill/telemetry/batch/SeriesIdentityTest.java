package io.tracemill.telemetry.batch;

import static io.tracemill.telemetry.batch.Batches.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.series.SeriesLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is one series, and what is two. */
class SeriesIdentityTest {

    private static final long SECOND = 1_000_000_000L;

    private final Batches batches = new Batches();

    @Test
    void theLinesOfTwoJobsOnOneDeviceAreOneReading() {
        batches.scrape("n1:9400", NOW, """
                DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-1",hpc_job="17"} 300
                DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-1",hpc_job="18"} 300
                """);

        assertThat(batches.rows())
                .containsExactly("n1 [dcgm-exporter n1:9400] GPU-1 DCGM_FI_DEV_POWER_USAGE hw.power 0s 300.0 GAUGE");
        assertThat(batches.batches.totals()).isEqualTo(new ReadingTotals(2, 1, Map.of(), 1, 0));
        TelemetryBatch batch = batches.published.get(0);
        assertThat(batch.getStrings().get(batch.getSamples().get(0).getOtherLabels()))
                .isEqualTo("{\"hpc_job\":\"17\"}");
        assertThat(batch.getSamples().get(0).getSeriesLabels()).isNull();
    }

    @Test
    void twoCollectorsOfOneExporterGiveOneReading() {
        for (String replica : new String[] {"a", "b"}) {
            batches.scrape(
                    "",
                    NOW,
                    "DCGM_FI_DEV_GPU_TEMP{UUID=\"GPU-1\",instance=\"N1.example.org:9400\",job=\"gpu\",prometheus_replica=\""
                            + replica
                            + "\"} 70 1700000000000\n");
        }

        assertThat(batches.rows())
                .containsExactly("n1 [dcgm-exporter N1.example.org:9400] GPU-1 DCGM_FI_DEV_GPU_TEMP hw.temperature 0s"
                        + " 70.0 GAUGE");
    }

    @Test
    void twoExportersOfOneDeviceAreTwoSources() {
        String text = "DCGM_FI_DEV_GPU_TEMP{UUID=\"GPU-1\",hostname=\"n1\"} 70\n";
        batches.scrape("n1:9400", NOW, text).scrape("n1:9401", NOW, text);

        assertThat(batches.rows()).hasSize(2);
        assertThat(batches.published)
                .extracting("source")
                .containsExactly("dcgm-exporter n1:9400", "dcgm-exporter n1:9401");
    }

    @Test
    void oldAndNewLabelsOfTheNodeAndTheDeviceMeanTheSame() {
        batches.scrape("10.0.0.7:9400", NOW, "DCGM_FI_DEV_GPU_TEMP{UUID=\"GPU-1\",Hostname=\"n1\"} 70\n")
                .scrape("10.0.0.7:9400", NOW, "DCGM_FI_DEV_GPU_TEMP{uuid=\"GPU-1\",hostname=\"n1.x.org\"} 70\n")
                .scrape("10.0.0.7:9400", NOW, "DCGM_FI_DEV_GPU_TEMP{gpu_uuid=\"GPU-1\",hostname=\"n1\"} 70\n");

        assertThat(batches.rows())
                .hasSize(1)
                .allMatch(row -> row.startsWith("n1 [dcgm-exporter 10.0.0.7:9400] GPU-1 "));
    }

    @Test
    void aNodeThatCallsItselfLocalhostHasTheNameOfItsTarget() {
        batches.scrape(
                "http://n7.example.org:9400/metrics",
                NOW,
                "DCGM_FI_DEV_GPU_TEMP{gpu=\"0\",hostname=\"localhost\"} 70\n");

        assertThat(batches.rows())
                .containsExactly("n7 [dcgm-exporter n7.example.org:9400] 0 DCGM_FI_DEV_GPU_TEMP hw.temperature 0s 70.0"
                        + " GAUGE");
    }

    @Test
    void instancesOfADeviceAreDevicesOfTheirOwn() {
        batches.scrape("n1:9400", NOW, """
                DCGM_FI_PROF_SM_ACTIVE{UUID="GPU-1",GPU_I_PROFILE="1g.10gb",GPU_I_ID="7"} 0.5
                DCGM_FI_PROF_SM_ACTIVE{UUID="GPU-1",GPU_I_PROFILE="1g.10gb",GPU_I_ID="8"} 0.25
                """);

        assertThat(batches.rows())
                .containsExactly(
                        "n1 [dcgm-exporter n1:9400] GPU-1/7 DCGM_FI_PROF_SM_ACTIVE hw.gpu.compute.active 0s 0.5 GAUGE",
                        "n1 [dcgm-exporter n1:9400] GPU-1/8 DCGM_FI_PROF_SM_ACTIVE hw.gpu.compute.active 0s 0.25 GAUGE");
    }

    @Test
    void theFirstPartitionSpeaksForTheDevice() {
        batches.scrape("n1:5000", NOW, """
                gpu_junction_temperature{serial_number="S1",gpu_id="0",gpu_partition_id="0"} 61
                gpu_junction_temperature{serial_number="S1",gpu_id="1",gpu_partition_id="1"} 0
                """);

        assertThat(batches.rows())
                .containsExactly(
                        "n1 [amd-device-metrics-exporter n1:5000] S1 gpu_junction_temperature hw.temperature 0s 61.0 GAUGE",
                        "n1 [amd-device-metrics-exporter n1:5000] S1/1 gpu_junction_temperature - 0s 0.0 GAUGE");
    }

    @Test
    void aLabelThatFollowsTheValueTellsNoSeriesApart() {
        String line = "DCGM_FI_DEV_XID_ERRORS{UUID=\"GPU-1\",err_code=\"%d\",err_msg=\"m\"} %d\n";
        batches.scrape("n1:9400", NOW, line.formatted(0, 0)).scrape("n1:9400", NOW, line.formatted(79, 79));

        assertThat(batches.rows())
                .containsExactly("n1 [dcgm-exporter n1:9400] GPU-1 DCGM_FI_DEV_XID_ERRORS hw.error.code 0s 79.0 GAUGE");
        assertThat(batches.batches.totals()).isEqualTo(new ReadingTotals(2, 1, Map.of(), 1, 1));
    }

    @Test
    void labelsOfANodeTellItsSeriesApart() {
        batches.scrape("n1:9100", NOW, """
                node_cpu_seconds_total{cpu="0",mode="idle",pod="a"} 5
                node_cpu_seconds_total{cpu="0",mode="user",pod="b"} 6
                """);

        assertThat(batches.rows())
                .containsExactly(
                        "n1 [node_exporter n1:9100] - node_cpu_seconds_total system.cpu.time 0s 5.0 COUNTER",
                        "n1 [node_exporter n1:9100] - node_cpu_seconds_total system.cpu.time 0s 6.0 COUNTER");
        assertThat(batches.published.get(0).getStrings())
                .contains(
                        "{\"cpu\":\"0\",\"mode\":\"idle\"}",
                        "{\"pod\":\"a\"}",
                        "{\"cpu\":\"0\",\"mode\":\"user\"}",
                        "{\"pod\":\"b\"}");
    }

    @Test
    void countersStayAsTheyAreOverResetsAndEachTimeCountsOnce() {
        String line = "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-1\"} %d %d\n";
        long millis = NOW / 1_000_000;
        batches.scrape("n1:9400", NOW, line.formatted(5000, millis) + line.formatted(7000, millis + 1000))
                .scrape("n1:9400", NOW, line.formatted(1000, millis + 3000) + line.formatted(500, millis + 2000))
                .scrape("n1:9400", NOW, line.formatted(5000, millis));

        assertThat(batches.rows())
                .extracting(row -> row.substring(row.indexOf("hw.energy")))
                .containsExactly(
                        "hw.energy 0s 5.0 COUNTER",
                        "hw.energy 1s 7.0 COUNTER",
                        "hw.energy 2s 0.5 COUNTER",
                        "hw.energy 3s 1.0 COUNTER");
    }

    @Test
    void ofTwoValuesOfATimeTheLargerIsKeptAlsoAfterTheOtherIsPublished() {
        batches.scrape("n1:9100", NOW, "node_load1 3\n").batches.flush();
        batches.scrape("n1:9100", NOW, "node_load1 5\nnode_load1 4\n");

        assertThat(batches.rows())
                .containsExactly(
                        "n1 [node_exporter n1:9100] - node_load1 system.cpu.load_average.1m 0s 3.0 GAUGE",
                        "n1 [node_exporter n1:9100] - node_load1 system.cpu.load_average.1m 0s 5.0 GAUGE");
        assertThat(batches.batches.totals()).isEqualTo(new ReadingTotals(3, 2, Map.of(), 1, 2));
    }

    @Test
    void valuesThatStandForNoneGiveNoReading() {
        batches.scrape("n1:8082", NOW, """
                npu_chip_info_temperature{id="0"} -1
                npu_chip_info_temperature{id="1"} 51
                DCGM_FI_DEV_GPU_TEMP{gpu="0"} 2147483634
                DCGM_FI_DEV_POWER_USAGE{gpu="0"} 140737488355328.000000
                DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu="0"} 9223372036854775794
                DCGM_FI_DEV_POWER_USAGE{gpu="1"} NaN
                DCGM_FI_DEV_POWER_USAGE{gpu="2"} ERROR - FAILED TO CONVERT TO STRING
                node_load1 1 -5
                """);

        assertThat(batches.rows()).hasSize(1);
        assertThat(batches.batches.totals().refused())
                .isEqualTo(Map.of(
                        RefusalReason.BLANK,
                        4L,
                        RefusalReason.NOT_FINITE,
                        1L,
                        RefusalReason.NOT_A_NUMBER,
                        1L,
                        RefusalReason.TIME_OUT_OF_RANGE,
                        1L));
    }

    @Test
    void whatNamesNoNodeGivesNoReading() {
        batches.scrape("", NOW, "node_load1 1\n");

        assertThat(batches.rows()).isEmpty();
        assertThat(batches.batches.totals().refused()).isEqualTo(Map.of(RefusalReason.NO_NODE, 1L));
    }

    @Test
    void seriesBeyondTheLimitAreRefusedUntilAnHourHasPassed() {
        Batches few = new Batches(new SeriesLimits(2, 1, 10), 1 << 20);
        few.scrape("n1:9100", NOW, "a 1\nb 1\nc 1\na 1 1700000001000\n").scrape("n2:9100", NOW, "a 1\n");
        few.scrape("n1:9100", NOW + 3600 * SECOND, "c 1\n");

        assertThat(few.rows()).hasSize(4);
        assertThat(few.batches.totals().refused()).isEqualTo(Map.of(RefusalReason.TOO_MANY_SERIES, 2L));
    }

    @Test
    void theTextsOfAllSeriesHaveALimit() {
        Batches few = new Batches(SeriesLimits.USUAL.withSeries(10), 1 << 20);
        few.scrape("n1:9100", NOW, "a{x=\"" + "x".repeat(3_000) + "\"} 1\nb 1\n");

        assertThat(few.rows()).hasSize(1);
        assertThat(few.batches.totals().refused()).isEqualTo(Map.of(RefusalReason.TOO_MANY_SERIES, 1L));
    }

    @Test
    void theSeriesOfAllNodesHaveALimitToo() {
        Batches few = new Batches(SeriesLimits.USUAL.withSeries(2), 1 << 20);
        few.scrape("n1:9100", NOW, "a 1\n").scrape("n2:9100", NOW, "a 1\nb 1\na 1 1700000001000\n");

        assertThat(few.rows()).hasSize(3);
        assertThat(few.batches.totals().refused()).isEqualTo(Map.of(RefusalReason.TOO_MANY_SERIES, 1L));
    }
}
