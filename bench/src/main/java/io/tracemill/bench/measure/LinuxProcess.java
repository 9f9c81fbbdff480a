package io.tracemill.bench.measure;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What Linux says of a process under {@code /proc}; nothing where there is none, or the process has ended. */
public final class LinuxProcess {

    /** Most memory that the process has held. */
    static final String PEAK = "VmHWM:";

    /** Memory that the process holds. */
    public static final String RESIDENT = "VmRSS:";

    private final Path process;

    private LinuxProcess(Path process) {
        this.process = process;
    }

    /** This process. */
    public static LinuxProcess self() {
        return new LinuxProcess(Path.of("/proc/self"));
    }

    /** The process with this id. */
    public static LinuxProcess of(long pid) {
        return new LinuxProcess(Path.of("/proc", Long.toString(pid)));
    }

    /** Is told of the threads of a process. */
    @FunctionalInterface
    public interface Threads {
        /**
         * A thread, with the times since its start in ns.
         *
         * @param thread tells it from others
         * @param cpuNanos time on a core
         * @param queuedNanos time in which it was ready while no core was free
         */
        void see(Path thread, long cpuNanos, long queuedNanos);
    }

    /** Looks at all threads. */
    public void look(Threads threads) {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path task : tasks) {
                String times = read(task.resolve("schedstat"));
                String[] fields = times == null ? new String[0] : times.strip().split(" ", -1);
                if (fields.length >= 2) {
                    threads.see(task, Long.parseLong(fields[0]), Long.parseLong(fields[1]));
                }
            }
        } catch (IOException e) {
            // The process has ended, or there is no /proc: what was seen so far is what there is.
        }
    }

    /** Name of a thread as the system has it, which is a part of it; empty if the thread has ended. */
    public static String name(Path thread) {
        String name = read(thread.resolve("comm"));
        return name == null ? "" : name.strip();
    }

    /** Memory in bytes, by the name that the system has for it; 0 where it cannot be seen. */
    public long memory(String name) {
        String status = read(process.resolve("status"));
        if (status == null) {
            return 0;
        }
        return status.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> 1_024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return null;
        }
    }
}
