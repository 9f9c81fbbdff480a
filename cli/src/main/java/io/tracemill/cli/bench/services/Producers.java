package io.tracemill.cli.bench.services;

import io.tracemill.cli.bench.services.MadeTraces.MadeTrace;
import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Clients that push traces at the same time, each one after the other. */
final class Producers {

    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final URI door;
    private final int clients;

    Producers(String door, int clients) {
        this.door = URI.create(door);
        this.clients = clients;
    }

    /** Pushes all of these; returns once each was acknowledged. */
    void push(List<MadeTrace> traces) throws IOException, InterruptedException {
        Queue<MadeTrace> left = new ConcurrentLinkedQueue<>(traces);
        List<Thread> threads = IntStream.range(0, Math.min(clients, traces.size()))
                .mapToObj(i -> new Thread(() -> pushFrom(left), "producer-" + i))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        Exception cause = failure.get();
        if (cause != null) {
            throw new Failure("a push failed: " + cause.getMessage(), cause);
        }
    }

    private void pushFrom(Queue<MadeTrace> left) {
        try {
            for (MadeTrace trace = left.poll(); trace != null && failure.get() == null; trace = left.poll()) {
                push(trace);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure.compareAndSet(null, e);
            failed.countDown();
        }
    }

    private void push(MadeTrace trace) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(door.resolve(trace.path()))
                .timeout(PATIENCE)
                .PUT(HttpRequest.BodyPublishers.ofFile(trace.file()))
                .build();
        while (true) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == OK) {
                return;
            }
            if (answer.statusCode() != TOO_MANY && answer.statusCode() != UNAVAILABLE) {
                throw new Failure(trace.file() + ": " + answer.statusCode() + ": "
                        + answer.body().strip());
            }
            long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(1);
            if (failed.await(seconds, TimeUnit.SECONDS)) {
                return;
            }
        }
    }
}
