package io.tracemill.storage.publish;

import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.HivePartition;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of an archive: {@code <out>/<dataset>/run=<run>/date=<date>/<cluster>-<topic>-<partition>-<first>.parquet}.
 *
 * @param out directory of the archive
 */
public record ArchiveTree(Path out) {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveTree.class);

    private static final String PUBLISHED = ".parquet";

    /** The order of files by directory and then by first offset, which has no leading zeros. */
    private static final Comparator<Path> BY_OFFSET = Comparator.comparing(
                    (Path file) -> String.valueOf(file.getParent()))
            .thenComparingInt(file -> String.valueOf(file.getFileName()).length())
            .thenComparing(Comparator.naturalOrder());

    /** The published files of a dataset, by directory and offset, except those of some clusters. */
    public List<Path> files(Table<?, ?> table, Set<String> withoutClusters) throws IOException {
        return listed(out.resolve(table.name()), published(withoutClusters));
    }

    /** The published files of a dataset in one of its directories, except those of some clusters. */
    public List<Path> files(Table<?, ?> table, HivePartition partition, Set<String> withoutClusters)
            throws IOException {
        return listed(directory(table, partition), published(withoutClusters));
    }

    /** The published files under any directory of an archive; each row is in exactly one of them. */
    public static List<Path> filesUnder(Path directory) throws IOException {
        return filesUnder(directory, Set.of());
    }

    /** The published files under any directory of an archive, except those of some clusters. */
    public static List<Path> filesUnder(Path directory, Set<String> withoutClusters) throws IOException {
        return listed(directory, published(withoutClusters));
    }

    /** All files of a dataset that are not published, such as those that were never finished. */
    public List<Path> leftovers(Table<?, ?> table) throws IOException {
        return walk(out.resolve(table.name()), name -> !name.endsWith(PUBLISHED) || FileReplacement.isNotice(name));
    }

    /** The directory of a dataset for a run and date. */
    public Path directory(Table<?, ?> table, HivePartition partition) {
        return out.resolve(table.name()).resolve(partition.directory());
    }

    /** The runs and dates that a dataset has directories for, in the order of their names. */
    public List<HivePartition> partitions(Table<?, ?> table) throws IOException {
        List<HivePartition> partitions = new ArrayList<>();
        for (Path run : children(out.resolve(table.name()), "run=*")) {
            for (Path date : children(run, "date=*")) {
                try {
                    partitions.add(HivePartition.of(date));
                } catch (IllegalArgumentException e) {
                    LOG.warn("{}: {}; skipped", date, e.getMessage());
                }
            }
        }
        return partitions;
    }

    private static List<Path> children(Path directory, String glob) throws IOException {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
                entries.forEach(children::add);
            }
        }
        children.removeIf(child -> !Files.isDirectory(child));
        children.sort(null);
        return children;
    }

    /** Removes all files of a cluster, published or not, and the directories that are empty then. */
    public void remove(String cluster) throws IOException {
        String prefix = PartitionFiles.clusterPrefix(cluster);
        for (Table<?, ?> table : Datasets.tables()) {
            for (Path file : walk(out.resolve(table.name()), name -> name.startsWith(prefix))) {
                Files.deleteIfExists(file);
                removeEmpty(file.getParent());
            }
        }
    }

    /** Removes the unfinished files of these writers. Directories stay, because others may be about to write there. */
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
                withoutClusters.stream().map(PartitionFiles::clusterPrefix).toList();
        return name -> name.endsWith(PUBLISHED) && hidden.stream().noneMatch(name::startsWith);
    }

    /**
     * The files of a directory that are seen twice in a row. While files are being replaced, a single long listing may
     * miss the file that replaces them, or the notice that announces it.
     */
    private static List<Path> listed(Path directory, Predicate<String> name) throws IOException {
        List<Path> before = walk(directory, name);
        while (true) {
            List<Path> after = walk(directory, name);
            if (after.equals(before)) {
                try {
                    return FileReplacement.resolved(after);
                } catch (NoSuchFileException e) {
                    LOG.debug("{} is gone: the replacement has ended", e.getFile());
                }
            }
            before = after;
        }
    }

    private static List<Path> walk(Path directory, Predicate<String> name) throws IOException {
        List<Path> files = FileWalk.files(directory, name);
        files.sort(BY_OFFSET);
        return files;
    }
}
