package io.tracemill.systemtests.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.live.LiveFeed;
import io.tracemill.cli.live.LiveFollower;
import io.tracemill.cli.live.LivePicture;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.monitoring.MonitoringServer;
import io.tracemill.cli.monitoring.ServicePages;
import io.tracemill.schemas.Topics;
import io.tracemill.systemtests.CommandProcesses;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The metrics of a live page that nobody looks at. */
final class ServeMetrics {

    private ServeMetrics() {}

    /** Their names, once the topics were read. */
    static Set<String> of(Map<String, Object> client, Topics topics) throws Exception {
        LiveFeed feed = new LiveFeed(new LivePicture());
        List<String> failures = new CopyOnWriteArrayList<>();
        try (MonitoringServer monitoring = MonitoringServer.at(new HttpAddress("127.0.0.1", 0), () -> false)) {
            monitoring.show(feed, "tracemill.alerts\n");
            assertThat(ServicePages.get(monitoring.address(), "/ready"))
                    .isEqualTo(new ServicePages.Answer(503, "reading what is known of the fleet\n"));
            LiveFollower.Source source = new LiveFollower.Source(topics, client, failures::add);
            try (LiveFollower follower = LiveFollower.start(source, feed, Clock.systemUTC())) {
                assertThat(follower.reads()).contains("tracemill.alerts\n", "tracemill.device-health\n");
                CommandProcesses.awaitTrue(() -> feed.picture().status().isRead());
            }
            Map<String, Double> now = ServicePages.metrics(monitoring.address());
            assertThat(ServicePages.sum(now, "tracemill_serve_records_total")).isPositive();
            assertThat(now)
                    .containsEntry("tracemill_serve_rows{kind=\"status\"}", 1.0)
                    .containsEntry("tracemill_serve_rows_dropped_total{kind=\"alert\"}", 0.0)
                    .containsEntry("tracemill_serve_readers", 0.0)
                    .containsEntry("tracemill_serve_failures_total", 0.0);
            assertThat(failures).isEmpty();
            return now.keySet().stream().map(ServicePages::name).collect(Collectors.toSet());
        }
    }
}
