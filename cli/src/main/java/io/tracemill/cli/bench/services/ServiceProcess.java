package io.tracemill.cli.bench.services;

import io.tracemill.bench.measure.ChildProcess;
import io.tracemill.bench.measure.LinuxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service that runs as a process. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long POLL_MILLIS = 20;

    private final String service;
    private final ChildProcess process;
    private final Path log;

    private ServiceProcess(String service, ChildProcess process, Path log) {
        this.service = service;
        this.process = process;
        this.log = log;
    }

    /** Starts a service with a command line of Java. */
    static ServiceProcess start(String service, List<String> command, Path log) throws IOException {
        return new ServiceProcess(service, ChildProcess.start(service, command, log), log);
    }

    /** Name of the service. */
    String service() {
        return service;
    }

    /** Waits until its log says something, and returns the first group of it. */
    String await(Pattern said) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Matcher found = said.matcher(Files.readString(log));
            if (found.find()) {
                return found.group(1);
            }
            lives(POLL_MILLIS);
        }
        throw process.failure("not ready within a minute");
    }

    /**
     * Waits for some time.
     *
     * @throws IOException if the process ends meanwhile
     */
    void lives(long millis) throws IOException, InterruptedException {
        if (process.ends(millis)) {
            throw process.failure("ended");
        }
    }

    /** CPU time since its start, in ns; 0 where it cannot be seen. */
    long cpuNanos() {
        return process.cpuNanos();
    }

    /** Resident memory, in bytes; 0 where it cannot be seen. */
    long residentBytes() {
        return LinuxProcess.of(process.pid()).memory(LinuxProcess.RESIDENT);
    }

    /** Asks it to end, and waits until it has. */
    void end() throws IOException, InterruptedException {
        process.end();
    }

    @Override
    public void close() {
        process.close();
    }
}
