package io.tracemill.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Search for trace files: those named, and those in the directories named. */
public final class TraceFiles {

    private static final List<String> ENDINGS = List.of(".json", ".json.gz", ".json.zst");

    /** Names, without their endings, of JSON files that profilers write beside their traces. */
    private static final List<Pattern> COMPANIONS = List.of(
            // torch_npu: settings of the profiler, and two summaries of communication
            Pattern.compile("profiler_info(_\\d+)?"),
            Pattern.compile("profiler_metadata"),
            Pattern.compile("communication(_matrix)?"));

    private TraceFiles() {}

    /**
     * The trace files at some paths, each once. Files of a directory come in the order of their names, without those
     * that profilers write beside their traces; such a file counts only if it is named itself.
     *
     * @throws IngestException if a path does not exist, or a directory holds no trace files
     */
    public static List<Path> find(List<Path> paths) throws IngestException {
        Set<Path> found = new LinkedHashSet<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                found.addAll(inDirectory(path));
            } else if (Files.exists(path)) {
                found.add(path);
            } else {
                throw new IngestException(path + ": no such file or directory");
            }
        }
        return new ArrayList<>(found);
    }

    private static List<Path> inDirectory(Path directory) throws IngestException {
        List<Path> files = below(directory);
        if (files.isEmpty()) {
            throw new IngestException(directory + ": no traces in this directory, expected " + expected());
        }
        return files;
    }

    /**
     * The trace files below a directory, in the order of their names; may be empty.
     *
     * @throws IngestException if the directory cannot be read
     */
    public static List<Path> below(Path directory) throws IngestException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(TraceFiles::isTraceFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw new IngestException(directory + ": cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw e instanceof IngestException known
                    ? known
                    : new IngestException(directory + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isTraceFile(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream()
                        .filter(name::endsWith)
                        .map(ending -> name.substring(0, name.length() - ending.length()))
                        .anyMatch(stem -> !isCompanion(stem))
                && Files.isRegularFile(path);
    }

    private static boolean isCompanion(String stem) {
        return COMPANIONS.stream().anyMatch(name -> name.matcher(stem).matches());
    }

    private static String expected() {
        return "files that end in " + String.join(", ", ENDINGS.subList(0, 2)) + " or " + ENDINGS.get(2);
    }
}
