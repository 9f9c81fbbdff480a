package io.tracemill.telemetry.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.telemetry.Collected;
import io.tracemill.telemetry.message.MessageLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class NvidiaSmiReaderTest {

    private static final String HEADER = "timestamp, index, name, uuid, pstate, utilization.gpu [%], memory.used [MiB],"
            + " power.draw [W], clocks_throttle_reasons.active, clocks_throttle_reasons.sw_power_cap\n";

    private final Collected read = new Collected();

    private void read(String log, String zone) throws IOException {
        new NvidiaSmiReader(MessageLimits.DEFAULT, ZoneId.of(zone))
                .read(new ByteArrayInputStream(log.getBytes(UTF_8)), 0, read);
    }

    @Test
    void cellsOfNumbersAreSamplesAndThoseOfIdentityLabels() throws IOException {
        read(
                HEADER + "2026/11/30 06:44:09.123, 0, NVIDIA H200, GPU-1, P2, 35 %, 1024 MiB, 170.25 W,"
                        + " 0x0000000000000004, Active\r\n",
                "UTC");

        String labels = "{index=\"0\",name=\"NVIDIA H200\",uuid=\"GPU-1\"} UNKNOWN 1796021049123000000 ";
        assertThat(read.samples())
                .containsExactly(
                        "nvidia_smi_pstate" + labels + "2.0",
                        "nvidia_smi_utilization_gpu" + labels + "35.0",
                        "nvidia_smi_memory_used" + labels + "1024.0",
                        "nvidia_smi_power_draw" + labels + "170.25",
                        "nvidia_smi_clocks_throttle_reasons_active" + labels + "4.0",
                        "nvidia_smi_clocks_throttle_reasons_sw_power_cap" + labels + "1.0");
        assertThat(read.refused()).isEmpty();
    }

    @Test
    void theTimeIsThatOfTheZone() throws IOException {
        read("timestamp, power.draw [W]\n2026/11/30 06:44:09.123, 1\n", "Asia/Shanghai");

        assertThat(read.samples()).containsExactly("nvidia_smi_power_draw{} UNKNOWN 1795992249123000000 1.0");
    }

    @Test
    void whatIsNoValueIsRefusedByItself() throws IOException {
        read(
                HEADER + "2026/11/30 06:44:09.123, 0, [N/A], GPU-1, P0, [N/A], [Not Supported], lots, 0x0, Not Active\n"
                        + "\n"
                        + HEADER
                        + "2026/11/30 06:44:10.1, 0, a, b, P0, 1 %, 1 MiB, 1 W, 0x0, Active\n"
                        + "2026/11/30 06:44:1",
                "UTC");

        assertThat(read.samples()).hasSize(3).allMatch(sample -> !sample.contains("name="));
        assertThat(read.refused())
                .containsExactly(
                        "BLANK: nvidia_smi_utilization_gpu: the device does not say it: [N/A]",
                        "BLANK: nvidia_smi_memory_used: the device does not say it: [Not Supported]",
                        "NOT_A_NUMBER: nvidia_smi_power_draw: a number was expected but was lots",
                        "MALFORMED: a time such as 2026/11/30 06:44:09.123 was expected but was 2026/11/30 06:44:10.1",
                        "MALFORMED: a row of 10 cells was expected but it has 1");
    }

    @Test
    void aLogStartsWithItsColumns() throws IOException {
        read("No devices were found\n", "UTC");

        assertThat(read.refused())
                .containsExactly("MALFORMED: a line of column names, such as \"timestamp, index, power.draw [W]\", was"
                        + " expected but was: No devices were found");
    }
}
