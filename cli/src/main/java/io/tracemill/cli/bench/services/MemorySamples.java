package io.tracemill.cli.bench.services;

import io.tracemill.cli.bench.services.ServicesReport.Memory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Memory of the services, looked at four times a second by a thread of its own. */
final class MemorySamples implements AutoCloseable {

    private static final long BETWEEN_MILLIS = 250;

    private final Supplier<Map<String, Long>> look;
    private final List<Map<String, Long>> samples = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::sample, "memory");

    /** Begins to look. */
    MemorySamples(Supplier<Map<String, Long>> look) {
        this.look = look;
        thread.setDaemon(true);
        thread.start();
    }

    private void sample() {
        try {
            do {
                samples.add(look.get());
            } while (!closed.await(BETWEEN_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks no more; returns what was seen, by service. */
    Map<String, Memory> end() throws InterruptedException {
        close();
        thread.join();
        int quarter = Math.max(1, samples.size() / 4);
        Map<String, Memory> memory = new HashMap<>();
        for (String service : samples.get(0).keySet()) {
            memory.put(
                    service,
                    new Memory(
                            most(samples.subList(0, quarter), service),
                            most(samples.subList(samples.size() - quarter, samples.size()), service),
                            most(samples, service)));
        }
        return memory;
    }

    private static long most(List<Map<String, Long>> samples, String service) {
        return samples.stream().mapToLong(sample -> sample.get(service)).max().orElse(0);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
