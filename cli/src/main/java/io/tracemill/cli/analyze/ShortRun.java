package io.tracemill.cli.analyze;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves the second compiler of HotSpot out of a run that is over before its work pays. The launcher names a file of compiler
 * directives that say so; without it, or in another JVM, compilation stays as it is.
 */
public final class ShortRun {

    /** System property: the file of compiler directives. */
    public static final String DIRECTIVES = "tracemill.short-run";

    private static final Logger LOG = LoggerFactory.getLogger(ShortRun.class);

    /** From about this size on, a run is faster with the second compiler. */
    private static final long LONG_BYTES = 1_000_000_000;

    /** How many times larger a trace is than its compressed file, about. */
    private static final int COMPRESSION = 12;

    private ShortRun() {}

    /** Prepares the JVM for a run over these files; returns at once. */
    static void begin(List<Path> files) {
        String directives = System.getProperty(DIRECTIVES, "");
        if (!directives.isEmpty() && bytes(files) < LONG_BYTES) {
            Background.start("short-run", () -> add(directives));
        }
    }

    /** About how many bytes the files hold, decompressed. */
    static long bytes(List<Path> files) {
        return files.stream().mapToLong(ShortRun::bytes).sum();
    }

    private static long bytes(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        try {
            return Files.size(file) * (name.endsWith(".gz") || name.endsWith(".zst") ? COMPRESSION : 1);
        } catch (IOException e) {
            LOG.debug("{}: who reads it will say what is wrong with it", file, e);
            return 0;
        }
    }

    /** Answers what the JVM says to it. */
    static String add(String directives) {
        try {
            Object answer = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "compilerDirectivesAdd",
                            new Object[] {new String[] {directives}},
                            new String[] {String[].class.getName()});
            LOG.debug("{}: {}", directives, answer);
            return String.valueOf(answer);
        } catch (JMException e) {
            LOG.debug("{}: this JVM takes no directives", directives, e);
            return "";
        }
    }
}
