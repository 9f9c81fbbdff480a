package io.tracemill.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How large an embedded broker's topics grow on disk before they are removed. */
final class TopicSizes {
    private static final Pattern SEGMENT = Pattern.compile(".*/(tracemill\\.[\\w.-]+)-\\d+/\\d+\\.log");

    private final Path temp;
    private final Map<String, Long> largest = new TreeMap<>();

    /** Of a broker whose files are somewhere below a directory. */
    TopicSizes(Path temp) {
        this.temp = temp;
    }

    void look() {
        Map<String, Long> now = new HashMap<>();
        try (Stream<Path> files = Files.walk(temp)) {
            files.forEach(file -> {
                Matcher segment = SEGMENT.matcher(file.toString());
                if (segment.matches()) {
                    now.merge(segment.group(1), file.toFile().length(), Long::sum);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            // Files come and go while they are listed; the next look will see them.
        }
        now.forEach((topic, bytes) -> largest.merge(topic, bytes, Math::max));
    }

    /** Largest sizes since this was last asked. */
    Map<String, Long> lap() {
        Map<String, Long> lap = new TreeMap<>(largest);
        largest.clear();
        return lap;
    }
}
