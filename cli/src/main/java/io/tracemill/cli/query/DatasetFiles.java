package io.tracemill.cli.query;

import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.parquet.UnreadableFiles;
import io.tracemill.storage.publish.ArchiveTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of an archive by dataset, as its layout has them: {@code <dir>/<dataset>/run=…/date=…/….parquet}. */
final class DatasetFiles {

    private DatasetFiles() {}

    /** Published files of every dataset that has any. */
    static Map<String, List<Path>> in(Path data) throws IOException {
        return in(data, Set.of());
    }

    /** Published files of every dataset that has any, except those of some clusters. */
    static Map<String, List<Path>> in(Path data, Set<String> withoutClusters) throws IOException {
        Map<String, List<Path>> datasets = new TreeMap<>();
        for (Path dataset : children(data)) {
            String name = dataset.getFileName().toString();
            if (Files.isDirectory(dataset) && name.matches("[a-z_]+")) {
                List<Path> files = ArchiveTree.filesUnder(dataset, withoutClusters);
                if (!files.isEmpty()) {
                    datasets.put(name, files);
                }
            }
        }
        return datasets;
    }

    /** Those of the files that can be read, of every dataset that has any; the others are named in the log. */
    static Map<String, List<Path>> readable(Map<String, List<Path>> datasets) throws IOException {
        UnreadableFiles unreadable = new UnreadableFiles();
        Map<String, List<Path>> readable = new TreeMap<>();
        for (Map.Entry<String, List<Path>> dataset : datasets.entrySet()) {
            readable.put(dataset.getKey(), unreadable.without(dataset.getValue(), RowFileReader::rowCount));
        }
        readable.values().removeIf(List::isEmpty);
        return readable;
    }

    private static List<Path> children(Path dir) throws IOException {
        try (Stream<Path> children = Files.list(dir)) {
            return children.sorted().toList();
        }
    }
}
