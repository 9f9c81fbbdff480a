package io.tracemill.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How large an embedded broker's topics grow on disk before they are removed. A broker's files may outlive its run for
 * a while.
 */
final class TopicSizes {
    private static final Pattern SEGMENT = Pattern.compile("(.*)/(tracemill\\.[\\w.-]+)-\\d+/\\d+\\.log");

    private final Path temp;
    private final Map<String, Map<String, Long>> brokers = new HashMap<>();
    private final Set<String> before = new HashSet<>();

    /** Of brokers whose files are somewhere below a directory. */
    TopicSizes(Path temp) {
        this.temp = temp;
    }

    void look() {
        Map<String, Map<String, Long>> now = new HashMap<>();
        try (Stream<Path> files = Files.walk(temp)) {
            files.forEach(file -> {
                Matcher segment = SEGMENT.matcher(file.toString());
                if (segment.matches()) {
                    now.computeIfAbsent(segment.group(1), broker -> new HashMap<>())
                            .merge(segment.group(2), file.toFile().length(), Long::sum);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            // Files come and go while they are listed; the next look will see them.
        }
        now.forEach((broker, topics) -> topics.forEach((topic, bytes) ->
                brokers.computeIfAbsent(broker, any -> new TreeMap<>()).merge(topic, bytes, Math::max)));
    }

    /** Largest sizes in the broker that was started since this was last asked. */
    Map<String, Long> lap() {
        Map<String, Long> lap = new TreeMap<>();
        brokers.forEach((broker, topics) -> {
            if (before.add(broker)) {
                topics.forEach((topic, bytes) -> lap.merge(topic, bytes, Long::sum));
            }
        });
        return lap;
    }
}
