package io.tracemill.systemtests.services;

import io.tracemill.bench.measure.LinuxProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What processes use: CPU, and memory over time, looked at four times a second; nothing where there is no /proc. */
final class ProcessSamples implements AutoCloseable {

    private static final int EVERY_MILLIS = 250;
    private static final int QUARTERS = 4;

    private final Map<String, Samples> processes = new LinkedHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "samples");

    private ProcessSamples() {}

    /** What one process used since the last {@link #forget}; the last that was seen stays when it ends. */
    private static final class Samples {
        private final ProcessHandle process;
        private final List<Long> residentBytes = new ArrayList<>();
        private Duration before = Duration.ZERO;
        private Duration cpu = Duration.ZERO;

        Samples(ProcessHandle process) {
            this.process = process;
        }

        void look() {
            process.info().totalCpuDuration().ifPresent(now -> cpu = now);
            long resident = LinuxProcess.of(process.pid()).memory(LinuxProcess.RESIDENT);
            if (resident > 0) {
                residentBytes.add(resident);
            }
        }

        void forget() {
            look();
            before = cpu;
            residentBytes.clear();
        }

        String figures() {
            List<Long> medians = new ArrayList<>();
            for (int quarter = 0; quarter < QUARTERS; quarter++) {
                int from = residentBytes.size() * quarter / QUARTERS;
                int to = residentBytes.size() * (quarter + 1) / QUARTERS;
                residentBytes.subList(from, to).stream()
                        .sorted()
                        .skip((to - from) / 2)
                        .findFirst()
                        .ifPresent(median -> medians.add(median / 1_000_000));
            }
            return cpu.minus(before).toMillis() / 1_000.0 + " s of CPU and " + medians + " MB";
        }
    }

    static ProcessSamples begin() {
        ProcessSamples samples = new ProcessSamples();
        samples.thread.setDaemon(true);
        samples.thread.start();
        return samples;
    }

    /** Looks at one more process. */
    synchronized void add(String name, ProcessHandle process) {
        Samples samples = new Samples(process);
        samples.forget();
        processes.put(name, samples);
    }

    /** Counts from now on, without the processes that have ended. */
    synchronized void forget() {
        processes.values().removeIf(samples -> !samples.process.isAlive());
        processes.values().forEach(Samples::forget);
    }

    private void watch() {
        try {
            while (!closing.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        processes.values().forEach(Samples::look);
    }

    /** CPU of each process, and the median of its memory in each quarter of the time. */
    synchronized String figures() {
        return processes.entrySet().stream()
                .map(process -> process.getKey() + ": " + process.getValue().figures())
                .collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
