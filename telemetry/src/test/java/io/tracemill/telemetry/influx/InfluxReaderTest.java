package io.tracemill.telemetry.influx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.telemetry.Collected;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import org.junit.jupiter.api.Test;

class InfluxReaderTest {

    private final Collected read = new Collected();

    private void read(String message) throws MessageRefusedException {
        new InfluxReader(MessageLimits.DEFAULT).read(message.getBytes(UTF_8), read);
    }

    @Test
    void eachFieldIsASample() throws MessageRefusedException {
        read("""
                nvidia_smi,host=n1,index=0 utilization_gpu=35i,power_draw=68.5,fan=7u,ok=t,bad=FALSE 1700000000000000001
                DCGM_FI_DEV_SM_CLOCK,gpu=0 gauge=1590 5
                requests,gpu=0,host=collector,url=http://n1:9400/metrics counter=1e3 5
                prometheus,gpu=0 up=1,down=0 5
                Ascend910-0,host=n1 npu_chip_info_power=73.9 5
                up value=1
                """);

        assertThat(read.samples())
                .containsExactly(
                        "nvidia_smi_utilization_gpu{index=\"0\",instance=\"n1\"} UNKNOWN 1700000000000000001 35.0",
                        "nvidia_smi_power_draw{index=\"0\",instance=\"n1\"} UNKNOWN 1700000000000000001 68.5",
                        "nvidia_smi_fan{index=\"0\",instance=\"n1\"} UNKNOWN 1700000000000000001 7.0",
                        "nvidia_smi_ok{index=\"0\",instance=\"n1\"} UNKNOWN 1700000000000000001 1.0",
                        "nvidia_smi_bad{index=\"0\",instance=\"n1\"} UNKNOWN 1700000000000000001 0.0",
                        "DCGM_FI_DEV_SM_CLOCK{gpu=\"0\"} GAUGE 5 1590.0",
                        "requests{gpu=\"0\",instance=\"n1:9400\"} COUNTER 5 1000.0",
                        "up{gpu=\"0\"} UNKNOWN 5 1.0",
                        "down{gpu=\"0\"} UNKNOWN 5 0.0",
                        "npu_chip_info_power{id=\"0\",instance=\"n1\"} UNKNOWN 5 73.9",
                        "up{} UNKNOWN - 1.0");
        assertThat(read.refused()).isEmpty();
    }

    @Test
    void namesHaveEscapes() throws MessageRefusedException {
        read("a\\ b\\,c,model\\ name=NVIDIA\\ H100\\,80\\=GB,path=C:\\dir f\\=g=1 5");

        assertThat(read.samples())
                .containsExactly("a b,c_f=g{model name=\"NVIDIA H100,80=GB\",path=\"C:\\dir\"} UNKNOWN 5 1.0");
    }

    @Test
    void textsAreRefusedAndBadLinesLoseThemselvesOnly() throws MessageRefusedException {
        read("""
                # a comment
                m driver="535, a=b \\\" ",power=1 5\r
                no fields
                m f=1x 5
                m f=1 5s
                m,a=1,a=2 f=1 5
                m f="open 5
                m f=1 -5
                m f=2 6""");

        assertThat(read.samples()).containsExactly("m_power{} UNKNOWN 5 1.0", "m_f{} UNKNOWN 6 2.0");
        assertThat(read.refused())
                .hasSize(7)
                .startsWith("NOT_A_NUMBER: m driver: a number was expected but it is a text")
                .contains(
                        "MALFORMED: a point as measurement,tag=value field=value time was expected but was: no fields")
                .endsWith("TIME_OUT_OF_RANGE: m_f: a time must be within 1970 and 2262");
        assertThat(read.places()).containsExactly(0L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void partsOfHistogramsAndSummariesAreNamedAsInPrometheus() throws MessageRefusedException {
        read("latency 0.5=1,+Inf=3,sum=4.5,count=3 5\nwait 0.99=2,sum=4,count=3 5\n");

        assertThat(read.samples())
                .containsExactly(
                        "latency_bucket{le=\"0.5\"} COUNTER 5 1.0",
                        "latency_bucket{le=\"+Inf\"} COUNTER 5 3.0",
                        "latency_sum{} COUNTER 5 4.5",
                        "latency_count{} COUNTER 5 3.0",
                        "wait{quantile=\"0.99\"} GAUGE 5 2.0",
                        "wait_sum{} COUNTER 5 4.0",
                        "wait_count{} COUNTER 5 3.0");
    }
}
