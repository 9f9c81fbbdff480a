package io.tracemill.cli.monitoring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Asks the pages of a service. */
public final class ServicePages {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private ServicePages() {}

    /** What came back. */
    public record Answer(int status, String text) {}

    /** Reads a page. */
    public static Answer get(HttpAddress address, String path) throws IOException {
        return send(address, path, "GET");
    }

    static Answer send(HttpAddress address, String path, String method) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Values of the metrics of ours, by name and labels as they stand in the text. */
    public static Map<String, Double> metrics(HttpAddress address) throws IOException {
        return get(address, "/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("tracemill_"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)),
                        (a, b) -> a,
                        TreeMap::new));
    }

    /** Sum over all series of some metrics. */
    public static double sum(Map<String, Double> metrics, String... names) {
        return metrics.entrySet().stream()
                .filter(series -> Arrays.asList(names).contains(name(series.getKey())))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Name of the metric of a series. */
    public static String name(String series) {
        return series.replaceFirst("\\{.*", "");
    }
}
