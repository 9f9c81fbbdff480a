package io.tracemill.ingest;

import io.tracemill.ingest.source.InputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Search for trace files: those named, and those in the directories named. */
public final class TraceFiles {

    private static final List<String> ENDINGS = List.of(".json", ".json.gz", ".json.zst");

    /** Names, without their endings, of JSON files that profilers write beside their traces. */
    private static final List<Pattern> COMPANIONS = List.of(
            // torch_npu: settings of the profiler, and two summaries of communication
            Pattern.compile("profiler_info(_\\d+)?"),
            Pattern.compile("profiler_metadata"),
            Pattern.compile("communication(_matrix)?"));

    /** Endings of files that hold several files. */
    private static final List<String> BUNDLES =
            List.of(".tar", ".tar.gz", ".tgz", ".tar.zst", ".tar.bz2", ".tar.xz", ".zip");

    /** Begin of an address such as {@code s3://} or {@code https://}, which a path keeps with one slash. */
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/");

    private TraceFiles() {}

    /**
     * The trace files at some paths, each once. Files of a directory come in the order of their names, without those
     * that profilers write beside their traces; such a file counts only if it is named itself.
     *
     * @throws IngestException if a path does not exist, is a pipe, a device or a bundle of files, or a directory holds
     *     no trace files
     */
    public static List<Path> find(List<Path> paths) throws IngestException {
        return find(paths, file -> false);
    }

    /**
     * The trace files at some paths, and other files that are wanted, each once.
     *
     * @param others whether a file of a directory that is no trace file is wanted
     * @throws IngestException as above, where a directory holds neither
     */
    public static List<Path> find(List<Path> paths, Predicate<Path> others) throws IngestException {
        Set<Path> found = new LinkedHashSet<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                found.addAll(inDirectory(path, others));
            } else if (Files.exists(path)) {
                InputFile.check(path);
                checkNoBundle(path);
                found.add(path);
            } else {
                throw new IngestException(missing(path));
            }
        }
        return new ArrayList<>(found);
    }

    private static String missing(Path path) {
        Matcher address = URL.matcher(path.toString());
        return address.lookingAt() // a path keeps one of the two slashes of an address
                ? address.replaceFirst("$0/")
                        + ": no such file or directory; addresses are not read: download the traces,"
                        + " or mount where they are"
                : path + ": no such file or directory";
    }

    private static void checkNoBundle(Path path) throws IngestException {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (BUNDLES.stream().anyMatch(name::endsWith)) {
            throw new IngestException(path + ": is a bundle of files, expected " + expected()
                    + ", or a directory with such files: unpack it first");
        }
    }

    private static List<Path> inDirectory(Path directory, Predicate<Path> others) throws IngestException {
        List<String> unreadable = new ArrayList<>();
        List<Path> files = below(directory, others, unreadable::add);
        if (!unreadable.isEmpty()) {
            throw new IngestException(unreadable.get(0));
        }
        if (files.isEmpty()) {
            throw new IngestException(directory + ": no traces and no telemetry in this directory, expected "
                    + expected() + ", or files of telemetry such as .prom, .csv or .jsonl");
        }
        return files;
    }

    /**
     * The trace files below a directory, in the order of their names; may be empty.
     *
     * @param unreadable is told of each file or directory below it that cannot be read, in one line
     */
    public static List<Path> below(Path directory, Consumer<String> unreadable) {
        return below(directory, file -> false, unreadable);
    }

    /**
     * The trace files below a directory, and other files that are wanted, in the order of their names; may be empty.
     *
     * @param others whether a file that is no trace file is wanted
     * @param unreadable is told of each file or directory below it that cannot be read, in one line
     */
    public static List<Path> below(Path directory, Predicate<Path> others, Consumer<String> unreadable) {
        List<Path> files = new ArrayList<>();
        FileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isTraceFile(file) || others.test(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return passOver(file, e);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path file, @Nullable IOException e) {
                return e == null ? FileVisitResult.CONTINUE : passOver(file, e);
            }

            private FileVisitResult passOver(Path file, IOException e) {
                if (!(e instanceof NoSuchFileException)) { // else it went while we looked
                    unreadable.accept(file + ": cannot be read: " + e.getMessage());
                }
                return FileVisitResult.CONTINUE;
            }
        };
        try {
            Files.walkFileTree(directory, visitor);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the visitor throws none
        }
        files.sort(null);
        return files;
    }

    /** Whether a file that a directory holds is taken for a trace: by its name, if it is no pipe or device. */
    public static boolean isTraceFile(Path path) {
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
