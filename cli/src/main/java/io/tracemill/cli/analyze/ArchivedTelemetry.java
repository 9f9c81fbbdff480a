package io.tracemill.cli.analyze;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files of telemetry whose readings are in an archive. Rows do not say which file they are from, so a file of the
 * archive does: a line for each, with the hash by which it is known and its name. Guarded by the lock of the archive.
 */
final class ArchivedTelemetry {

    private static final String FILE = ".telemetry-files";

    private ArchivedTelemetry() {}

    /** Names by hash; none where nothing was archived yet. */
    static Map<String, String> in(Path archive) throws IOException {
        Path file = archive.resolve(FILE);
        Map<String, String> names = new TreeMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    names.put(line.substring(0, space), line.substring(space + 1));
                }
            }
        }
        return names;
    }

    /** Says that the archive has these files, and no others. */
    static void put(Path archive, Map<String, String> names) throws IOException {
        Path written = archive.resolve(FILE + ".tmp");
        Files.write(
                written,
                new TreeMap<>(names)
                        .entrySet().stream()
                                .map(name ->
                                        name.getKey() + ' ' + name.getValue().replaceAll("\\R", "?"))
                                .collect(Collectors.toList()));
        Files.move(written, archive.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    }
}
