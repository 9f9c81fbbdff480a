package io.tracemill.storage.publish;

import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Partition;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of an archive: {@code <out>/<dataset>/run=<run>/date=<date>/<cluster>-<topic>-<partition>-<first>.parquet}.
 *
 * @param out directory of the archive
 */
public record ArchiveTree(Path out) {

    /** Files of a directory in the order of their first offsets, which have no leading zeros. */
    private static final Comparator<Path> BY_OFFSET = Comparator.comparing(
                    (Path file) -> String.valueOf(file.getParent()))
            .thenComparingInt(file -> String.valueOf(file.getFileName()).length())
            .thenComparing(Comparator.naturalOrder());

    /** Published files of a dataset, by directory and offset, without those of these clusters. */
    public List<Path> files(Table<?, ?> table, Set<String> withoutClusters) throws IOException {
        return walk(out.resolve(table.name()), published(withoutClusters));
    }

    /** Published files of a dataset in one directory of it. */
    public List<Path> files(Table<?, ?> table, Partition partition, Set<String> withoutClusters) throws IOException {
        return walk(out.resolve(table.name()).resolve(partition.directory()), published(withoutClusters));
    }

    /** Removes all files of a cluster, published or not, and the directories that are empty then. */
    public void remove(String cluster) throws IOException {
        String prefix = ChainFiles.clusterPrefix(cluster);
        for (Table<?, ?> table : Datasets.tables()) {
            for (Path file : walk(out.resolve(table.name()), name -> name.startsWith(prefix))) {
                Files.deleteIfExists(file);
                removeEmpty(file.getParent());
            }
        }
    }

    /** Removes what these writers have not finished. Directories stay: others may be about to write there. */
    void removeUnfinished(Collection<String> writers) throws IOException {
        Set<String> endings = writers.stream().map(PendingFile::ending).collect(Collectors.toSet());
        for (Table<?, ?> table : Datasets.tables()) {
            for (Path file :
                    walk(out.resolve(table.name()), name -> endings.stream().anyMatch(name::endsWith))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void removeEmpty(@Nullable Path directory) throws IOException {
        @Nullable Path empty = directory;
        try {
            while (empty != null && !empty.equals(out)) {
                Files.deleteIfExists(empty);
                empty = empty.getParent();
            }
        } catch (DirectoryNotEmptyException e) {
            // The first directory that still holds something is where removing ends.
            return;
        }
    }

    private static Predicate<String> published(Set<String> withoutClusters) {
        List<String> hidden =
                withoutClusters.stream().map(ChainFiles::clusterPrefix).toList();
        return name -> name.endsWith(".parquet") && hidden.stream().noneMatch(name::startsWith);
    }

    private static List<Path> walk(Path directory, Predicate<String> name) throws IOException {
        List<Path> files = FileTree.files(directory, name);
        files.sort(BY_OFFSET);
        return files;
    }
}
