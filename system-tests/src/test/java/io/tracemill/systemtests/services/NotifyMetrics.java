package io.tracemill.systemtests.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.monitoring.MonitoringServer;
import io.tracemill.cli.monitoring.ServicePages;
import io.tracemill.cli.notify.NotifyCounts;
import io.tracemill.cli.notify.NotifyJob;
import io.tracemill.cli.notify.Webhook;
import io.tracemill.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The metrics of a notifier with a webhook, which does not take the first post. */
final class NotifyMetrics {

    private NotifyMetrics() {}

    /** Their names, once a post was taken. */
    static Set<String> of(Map<String, Object> client, Topics topics) throws Exception {
        List<String> posts = new CopyOnWriteArrayList<>();
        HttpServer server = server(posts);
        NotifyCounts counts = new NotifyCounts();
        List<String> failures = new CopyOnWriteArrayList<>();
        String to = "http://127.0.0.1:" + server.getAddress().getPort();
        try (MonitoringServer monitoring = MonitoringServer.at(new HttpAddress("127.0.0.1", 0), () -> false);
                NotifyJob job = new NotifyJob(
                        topics,
                        client,
                        List.of(new Webhook(URI.create(to + "/secret"), Optional.of("token"))),
                        new NotifyJob.Settings(Duration.ofMillis(1), Clock.systemUTC(), failures::add),
                        counts)) {
            HttpAddress address = monitoring.address();
            monitoring.show(counts, "tracemill.alerts -> webhook\n");
            assertThat(ServicePages.get(address, "/ready"))
                    .isEqualTo(new ServicePages.Answer(503, "reading the alerts that fire\n"));
            while (counts.taken().isEmpty()) {
                job.step();
            }
            Map<String, Double> now = ServicePages.metrics(address);
            assertThat(now)
                    .containsEntry("tracemill_notify_alerts", 0.0)
                    .containsEntry("tracemill_notify_current", 0.0)
                    .containsEntry(
                            "tracemill_notify_posts_total{outcome=\"failed\",receiver=\"webhook " + to + "\"}", 1.0)
                    .containsEntry(
                            "tracemill_notify_posts_total{outcome=\"taken\",receiver=\"webhook " + to + "\"}", 1.0);
            assertThat(posts)
                    .allMatch(post -> post.startsWith("Bearer token {\"time\":\"")
                            && post.endsWith("\"current\":false,\"firing\":[],\"ended\":[]}"));
            assertThat(failures)
                    .containsExactly("webhook " + to + " did not take the alerts, and is told again: it answered 503");
            return now.keySet().stream().map(ServicePages::name).collect(Collectors.toSet());
        } finally {
            server.stop(0);
        }
    }

    /** A server that does not take the first post, and keeps all. */
    private static HttpServer server(List<String> posts) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            posts.add(exchange.getRequestHeaders().getFirst("Authorization")
                    + ' '
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(posts.size() == 1 ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
