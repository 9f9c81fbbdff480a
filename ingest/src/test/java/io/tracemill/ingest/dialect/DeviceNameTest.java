package io.tracemill.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceNameTest {

    @ParameterizedTest
    @CsvSource({
        "GPU 2, 2",
        "GPU0, 0",
        "MTIA 9, 9",
        "cuda:1, 1",
        "Deivce 3 (GPU), 3",
        "GPU 4 [NVIDIA H100], 4",
        "/device:GPU:0, 0",
        "/job:worker/replica:0/task:1/device:GPU:5 Compute, 5",
        "/gpu:6/stream:all Compute, 6",
        "DEVICE<node1>0:3a:0:0 #1, 1",
        "RANK 3 DEVICE<node1>0:3a:0:0 #1.0, 1.0",
        "DEVICE<node1>0:3a:0:0, 0:3a:0:0"
    })
    void aNameWithANumberStandsForADevice(String name, String device) {
        assertThat(DeviceName.in(name)).hasValue(device);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "python",
                "GPU Process",
                "GPU Barriers0",
                "CPU 0",
                "/host:CPU",
                "/device:CPU:0",
                "HOST<node1>",
                "7",
                "GPU",
                "Devices 2"
            })
    void otherNamesDoNot(String name) {
        assertThat(DeviceName.in(name)).isEmpty();
    }

    @Test
    void sortIndicesBehindAllProcessesStandForDevices() {
        assertThat(DeviceName.atIndex(5_000_003)).isEqualTo(OptionalLong.of(3));
        assertThat(DeviceName.atIndex(0x1000001)).isEqualTo(OptionalLong.of(1));
        assertThat(DeviceName.atIndex(3_113_936)).isEmpty();
        assertThat(DeviceName.atIndex(0)).isEmpty();
    }
}
