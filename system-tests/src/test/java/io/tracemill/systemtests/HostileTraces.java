package io.tracemill.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Traces that are valid JSON, each of which grows one thing that a reader might keep without bound. A few megabytes
 * each.
 */
public enum HostileTraces {

    /** Device events, each on a device, a stream, a process and a thread of its own. */
    PLACES {
        @Override
        void write(Events events) throws IOException {
            for (int i = 0; i < 20_000; i++) {
                events.add("kernel", "k", new Lane(i, i), new Time(10L * i, 5), "\"device\":" + i + ",\"stream\":" + i);
            }
        }
    },

    /** Operators, each with a long name of its own. */
    NAMES {
        @Override
        void write(Events events) throws IOException {
            for (int i = 0; i < 20_000; i++) {
                events.add("cpu_op", "name_" + i + "_" + "x".repeat(200), new Lane(1, 1), new Time(10L * i, 5), "");
            }
        }
    },

    /** Steps of ten nanoseconds. */
    STEPS {
        @Override
        void write(Events events) throws IOException {
            for (int i = 0; i < 20_000; i++) {
                events.add("user_annotation", "ProfilerStep#" + i, new Lane(1, 1), new Time(10L * i, 9), "");
            }
        }
    },

    /** Launches, each inside operators of its own, whose kernels come after the last of them. */
    LAUNCHES {
        @Override
        void write(Events events) throws IOException {
            for (int level = 0; level < 60; level++) {
                events.add("cpu_op", "level" + level, new Lane(1, 1), new Time(level, 100_000_000), "");
            }
            for (int i = 0; i < 20_000; i++) {
                events.add("cpu_op", "op" + i, new Lane(1, 1), new Time(1000 + 10L * i, 9), "");
                events.add(
                        "cuda_runtime",
                        "cudaLaunchKernel",
                        new Lane(1, 1),
                        new Time(1001 + 10L * i, 2),
                        "\"correlation\":" + (i + 1));
            }
            for (int i = 0; i < 20_000; i++) {
                String launched = "\"correlation\":" + (i + 1) + ",\"device\":0,\"stream\":7";
                events.add("kernel", "k" + i % 50, new Lane(0, 7), new Time(300_000 + 10L * i, 8), launched);
            }
        }
    },

    /** Operators open at once, with arguments that make their state too large. */
    STATE {
        @Override
        void write(Events events) throws IOException {
            String argument = "\"a\":\"" + "z".repeat(1_500_000) + "\"";
            for (int i = 0; i < 48; i++) {
                events.add("cpu_op", "op", new Lane(1, 1), new Time(i, 100_000_000), argument);
            }
        }
    },

    /** Events that all begin at one time. */
    ONE_TIME {
        @Override
        void write(Events events) throws IOException {
            String[] categories = {"cpu_op", "kernel", "cuda_runtime", "user_annotation"};
            for (int i = 0; i < 30_000; i++) {
                String ids = "\"correlation\":" + i / 4 + ",\"device\":0,\"stream\":7";
                events.add(categories[i % 4], "k" + i % 10, new Lane(0, i % 3), new Time(5, 5), ids);
            }
        }
    };

    /** Writer of the events of a file. */
    static final class Events {

        private final Writer file;
        private String before = "[\n";

        private Events(Writer file) {
            this.file = file;
        }

        /** Adds an event on a lane, with its time and arguments. */
        private void add(String category, String name, Lane lane, Time time, String args) throws IOException {
            file.write(before);
            file.write("{\"ph\":\"X\",\"cat\":\"" + category + "\",\"name\":\"" + name + "\",\"pid\":" + lane.process
                    + ",\"tid\":" + lane.thread + ",\"ts\":" + time.start + ",\"dur\":" + time.duration + ",\"args\":{"
                    + args + "}}");
            before = ",\n";
        }
    }

    private record Lane(long process, long thread) {}

    private record Time(long start, long duration) {}

    abstract void write(Events events) throws IOException;

    /** Writes a file into a directory. */
    public Path write(Path directory) {
        Path path = directory.resolve(name().toLowerCase(Locale.ROOT) + ".json");
        try (Writer file = Files.newBufferedWriter(path)) {
            write(new Events(file));
            file.write("]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path;
    }
}
