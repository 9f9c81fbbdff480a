package io.tracemill.bench.measure;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The command line of a Java process like this one: same Java, options, class-data archive and class path. */
public final class JavaCommand {
    /** What is chosen anew for each child, or belongs to who watches this process. */
    private static final List<String> NOT_INHERITED = List.of(
            "-Xms",
            "-Xmx",
            "-Dtracemill.terminal",
            "-Dtracemill.own.directory",
            "-agentlib",
            "-javaagent",
            "-XX:ArchiveClassesAtExit");

    private final List<String> beginning;

    private JavaCommand(List<String> beginning) {
        this.beginning = List.copyOf(beginning);
    }

    /** With a heap of this size, such as {@code 512m}, and more options. */
    public static JavaCommand withHeap(String heap, String... options) {
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
        return new JavaCommand(beginning);
    }

    /** The command that runs a class. */
    public List<String> run(Class<?> mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(beginning);
        command.add(mainClass.getName());
        command.addAll(arguments);
        return command;
    }
}
