package io.tracemill.bench.simulate.telemetry;

import io.tracemill.bench.simulate.effect.ServiceCondition;
import io.tracemill.bench.simulate.plan.Draw;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What vLLM says of a service with short answers. */
final class ServiceScrapes implements Scrapes {

    private static final int PORT = 8000;
    private static final double REQUESTS_PER_SECOND = 12;
    private static final double FIRST_TOKEN_SECONDS = 0.009;
    private static final double TOKEN_SECONDS = 0.006;
    private static final int PROMPT_TOKENS = 320;

    private static final double[] TOKEN_BOUNDS = {
        0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10
    };
    private static final double[] NEXT_BOUNDS = {0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5};
    private static final double[] WHOLE_BOUNDS = {0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60};

    private final Conditions conditions;
    private final Draw draw;
    private final String labels;
    private final LatencyHistogram firstToken = new LatencyHistogram("vllm:time_to_first_token_seconds", TOKEN_BOUNDS);
    private final LatencyHistogram nextToken = new LatencyHistogram("vllm:time_per_output_token_seconds", NEXT_BOUNDS);
    private final LatencyHistogram whole = new LatencyHistogram("vllm:e2e_request_latency_seconds", WHOLE_BOUNDS);
    private final Map<String, Long> finished =
            new TreeMap<>(Map.of("abort", 0L, "error", 0L, "length", 0L, "stop", 0L));
    private double prompts;
    private double tokens;
    private long passed;

    ServiceScrapes(String node, Conditions conditions, Draw draw) {
        this.conditions = conditions;
        this.draw = draw;
        this.labels = "engine=\"0\",model_name=\"classifier-7b\",instance=\"" + node + ':' + PORT + '"';
    }

    @Override
    public String source() {
        return "vllm";
    }

    @Override
    public void write(MetricsFile file, long nanos, double seconds) throws IOException {
        passed++;
        ServiceCondition condition = conditions.service(nanos);
        Draw now = draw.of("scrape", passed);
        long requests = Math.round(
                seconds * REQUESTS_PER_SECOND * (1 + 0.06 * now.of("requests").normal()));
        for (long request = 0; request < requests; request++) {
            serve(condition, now.of("request", request));
        }
        long millis = nanos / 1_000_000;
        double running =
                REQUESTS_PER_SECOND * 0.2 * condition.slower * now.of("running").between(0.6, 1.4);
        value(file, millis, "vllm:num_requests_running", Form.WHOLE, running);
        value(file, millis, "vllm:num_requests_waiting", Form.WHOLE, condition.slower > 2 ? running / 2 : 0);
        value(file, millis, "vllm:kv_cache_usage_perc", Form.DECIMAL, Math.min(1, 0.02 * running));
        value(file, millis, "vllm:prompt_tokens_total", Form.COUNT, prompts);
        value(file, millis, "vllm:generation_tokens_total", Form.COUNT, tokens);
        value(file, millis, "vllm:num_preemptions_total", Form.COUNT, 0);
        file.describe("vllm:request_success_total", "Count of processed requests.", Form.COUNT);
        for (Map.Entry<String, Long> reason : finished.entrySet()) {
            file.sample(
                    "vllm:request_success_total",
                    "finished_reason=\"" + reason.getKey() + "\"," + labels,
                    String.valueOf(reason.getValue()),
                    millis);
        }
        firstToken.write(file, labels, millis);
        nextToken.write(file, labels, millis);
        whole.write(file, labels, millis);
    }

    private void serve(ServiceCondition condition, Draw request) {
        if (request.of("fails").share() < condition.failing) {
            finished.merge("error", 1L, Long::sum);
            return;
        }
        int answer = 8 + request.of("answer").below(60);
        double first =
                FIRST_TOKEN_SECONDS * condition.slower * request.of("first").logNormal(0.3);
        double next = TOKEN_SECONDS
                * (1 + (condition.slower - 1) / 2)
                * request.of("next").logNormal(0.15);
        firstToken.add(first);
        nextToken.add(next);
        whole.add(first + answer * next);
        prompts += PROMPT_TOKENS / 2 + request.of("prompt").below(PROMPT_TOKENS);
        tokens += answer;
        String reason = request.of("reason").share() < 0.96 ? "stop" : "length";
        finished.merge(reason, 1L, Long::sum);
    }

    private void value(MetricsFile file, long millis, String metric, Form form, double value) throws IOException {
        file.describe(metric, metric.substring(5).replace('_', ' ') + ".", form);
        file.sample(metric, labels, MetricsFile.text(form, value), millis);
    }
}
