package io.tracemill.cli.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Starts processes as this one was started: the same Java, options, class-data archive and class path. */
final class Java {
    /** What is chosen anew for each child, or belongs to who watches this process. */
    private static final List<String> NOT_INHERITED =
            List.of("-Xms", "-Xmx", "-Dtracemill.terminal", "-agentlib", "-javaagent", "-XX:ArchiveClassesAtExit");

    private final List<String> beginning;

    private Java(List<String> beginning) {
        this.beginning = List.copyOf(beginning);
    }

    /** With a heap of this size, and some options more. */
    static Java withHeap(String heap, String... options) {
        List<String> beginning = new ArrayList<>();
        beginning.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> NOT_INHERITED.stream().noneMatch(option::startsWith))
                .forEach(beginning::add);
        beginning.add("-Xms" + heap);
        beginning.add("-Xmx" + heap);
        beginning.addAll(List.of(options));
        beginning.add("-cp");
        beginning.add(System.getProperty("java.class.path"));
        return new Java(beginning);
    }

    /** The command that runs a class. */
    List<String> run(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(beginning);
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
