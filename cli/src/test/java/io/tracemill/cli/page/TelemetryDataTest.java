package io.tracemill.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.report.ReportSettings;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.TimelinePattern;
import io.tracemill.schemas.wording.Language;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryDataTest {

    @TempDir
    Path dir;

    private void write(String dataset, String rows) throws SQLException, IOException {
        Path part = Files.createDirectories(dir.resolve(dataset + "/run=__HIVE_DEFAULT_PARTITION__/date=2026-01-01"));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("copy (" + rows + ") to '" + part.resolve("c-t-0-0.parquet") + "' (format parquet)");
        }
    }

    /** A trace of one minute, an hour after the epoch, on two devices of a node. */
    @BeforeEach
    void telemetry() throws Exception {
        write(
                "trace_telemetry",
                "select 'aa' as trace_id, 'r' as run, 0 as rank, 'n1' as node, d::varchar as device, null::int as step,"
                        + " 'GPU-' || d as telemetry_device, 3600000000000 as start_ns, 60000000000 as duration_ns"
                        + " from range(2) t(d)");
        write(
                "device_health",
                "select 'n1' as node, 'GPU-' || d as device, q as quantity, 60000000000 * m as start_ns,"
                        + " 60000000000 as duration_ns, 10.0 * m as mean, 10.0 * m - 1 as min, 10.0 * m + 1 as max"
                        + " from range(3) t(d), range(120) u(m),"
                        + " (values ('hw.power'), ('hw.gpu.memory.usage')) v(q)");
        write(
                "alerts",
                "select 'hot' as rule, 'n1/GPU-1' as subject, (since * 1e9)::bigint as since_ns, null as run,"
                        + " 'n1' as node, 'GPU-1' as device, 60000000000 as window_ns, (time * 1e9)::bigint as time_ns,"
                        + " level, state, null as inhibited_by, summary, 'Cool it.' as advice from (values"
                        + " (3600, 3600, 'WARNING', 'PENDING', 'pending'), (3600, 3660, 'CRITICAL', 'FIRING', 'hot'),"
                        + " (3600, 3720, 'CRITICAL', 'RESOLVED', 'ends'), (3900, 3900, 'WARNING', 'FIRING', 'again'),"
                        + " (4000, 4000, 'WARNING', 'PENDING', 'never began'),"
                        + " (60, 60, 'WARNING', 'FIRING', 'early'), (60, 120, 'WARNING', 'RESOLVED', 'early end'))"
                        + " t(since, time, level, state, summary)");
    }

    private static Map<String, List<DeviceStats>> windows() {
        DeviceStats whole = DeviceStats.newBuilder()
                .setTraceId("aa")
                .setRun("r")
                .setDate("2026-01-01")
                .setDevice("0")
                .setTruncated(false)
                .setStartNs(3_600_000_000_000L)
                .setTotalNs(60_000_000_000L)
                .setComputingNs(0)
                .setCommunicationNs(0)
                .setMemcpyNs(0)
                .setOverlapNs(0)
                .setExposedCommunicationNs(0)
                .setExposedMemcpyNs(0)
                .setIdleNs(0)
                .setIdleHostNs(0)
                .setIdleLaunchNs(0)
                .setIdleDeviceNs(0)
                .setIdleUnknownNs(0)
                .setMemoryBoundNs(0)
                .setDeviceEvents(0)
                .setLinked(0)
                .setUnlinkedNoLaunch(0)
                .setUnlinkedNoOwner(0)
                .setDeviceEventsNs(0)
                .setUnlinkedNs(0)
                .setLateNs(0)
                .setPattern(TimelinePattern.COMPUTE_DENSE)
                .setGaps(List.of())
                .build();
        DeviceStats step = DeviceStats.newBuilder(whole)
                .setStep(7)
                .setStartNs(3_605_000_000_000L)
                .setTotalNs(2_000_000_000L)
                .build();
        return Map.of("aa", List.of(whole, step));
    }

    private JsonNode data(long bytes) throws IOException {
        PageFrame frame = new PageFrame(
                new PageSettings("test", PageSettings.Source.FILE, new ReportSettings(5, Language.EN), Set.of()));
        try (ArchiveSql sql = ArchiveSql.openStreaming(dir)) {
            new TelemetryData(sql, new Room(bytes), Deflater.BEST_SPEED, windows()).addTo(frame);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frame.data().writeJson(out);
        return new ObjectMapper().readTree(out.toByteArray());
    }

    @Test
    void theDevicesOfTracesHaveTheirMinutesAndSteps() throws Exception {
        JsonNode lanes = data(1 << 20).path("telemetry_lanes");
        assertThat(lanes.path("origin_ns").asLong()).isEqualTo(3_600_000_000_000L);
        assertThat(lanes.path("devices_left_out").asInt()).isZero();
        assertThat(lanes.path("devices").findValuesAsText("telemetry_device")).containsExactly("GPU-0", "GPU-1");
        JsonNode device = lanes.path("devices").path(0);
        assertThat(device.path("steps")).hasToString("[{\"step\":7,\"from_ns\":5000000000,\"total_ns\":2000000000}]");
        assertThat(device.path("quantities").properties()).hasSize(1);
        assertThat(device.path("quantities").path("hw.power")).hasSize(21);
        assertThat(device.path("quantities").path("hw.power").path(0))
                .hasToString("[-600000000000,60000000000,500.0,499.0,501.0]");
    }

    @Test
    void alertsHaveWhatWasSaidWhileTheyWentOn() throws Exception {
        JsonNode alerts = data(1 << 20).path("alerts");
        assertThat(alerts.findValuesAsText("summary")).containsExactly("hot", "again");
        assertThat(alerts.findValuesAsText("level")).containsExactly("CRITICAL", "WARNING");
        assertThat(alerts.path(0).path("end_ns").asLong()).isEqualTo(3_720_000_000_000L);
        assertThat(alerts.path(1).has("end_ns")).isFalse();
    }

    @Test
    void whatHasNoRoomIsCounted() throws Exception {
        JsonNode some = data(2_400);
        assertThat(some.path("telemetry_lanes").path("devices")).hasSize(1);
        assertThat(some.path("telemetry_lanes").path("devices_left_out").asInt())
                .isEqualTo(1);
        assertThat(some.has("alerts")).isFalse();
    }
}
