package io.tracemill.storage.publish;

import io.tracemill.storage.parquet.OffsetRange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The replacement of several files of a directory by one, while readers and the archive job go on: see {@code
 * docs/decisions/0016-replacing-files.md}. While it lasts, a notice lies in the directory. The name of the notice ends
 * in {@code .parquet} although it is not a Parquet file, so that a reader that does not know about replacements fails
 * instead of seeing rows twice.
 */
public final class FileReplacement {

    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern MERGED = Pattern.compile("merged-" + ID + "\\.parquet");
    private static final Pattern NOTICE = Pattern.compile("0-replacement-in-progress-" + ID + "\\.parquet");
    private static final Pattern UNFINISHED =
            Pattern.compile("(merged|0-replacement-in-progress)-" + ID + "\\.parquet\\.tmp");

    /** First line of a notice; the names of the replaced files follow. */
    private static final String EXPLANATION =
            "This is not a Parquet file. The files below are being replaced by one file; if this was"
                    + " interrupted, run tracemill archive compact.";

    private final FileOperations operations;
    private final Path directory;
    private final String id;

    /**
     * A replacement in a directory.
     *
     * @param id a random UUID
     */
    public FileReplacement(FileOperations operations, Path directory, String id) {
        this.operations = operations;
        this.directory = directory;
        this.id = id;
        if (!isMerged(merged().getFileName().toString())) {
            throw new IllegalArgumentException("id must be a UUID but was \"" + id + "\"");
        }
    }

    /** Whether a file of this name was merged from others. */
    static boolean isMerged(String name) {
        return MERGED.matcher(name).matches();
    }

    /** Whether a file of this name is a notice. */
    public static boolean isNotice(String name) {
        return NOTICE.matcher(name).matches();
    }

    /** The file to write the rows to before {@link #swap}. */
    public Path unfinished() {
        return unfinished(merged());
    }

    private static Path unfinished(Path name) {
        return name.resolveSibling(name.getFileName() + PendingFile.SUFFIX);
    }

    private Path merged() {
        return directory.resolve("merged-" + id + ".parquet");
    }

    private Path notice() {
        return directory.resolve("0-replacement-in-progress-" + id + ".parquet");
    }

    /**
     * Replaces files by the one that was written.
     *
     * @param replaced the files to replace
     * @param ranges the records that they hold
     * @return false if nothing was changed, because a writer of one of these partitions is at work in the directory
     */
    public boolean swap(List<Path> replaced, List<OffsetRange> ranges) throws IOException {
        operations.force(unfinished());
        announce(replaced);
        publish(unfinished(), merged());
        if (isWritten(ranges)) {
            undo();
            return false;
        }
        finish(replaced);
        return true;
    }

    /** Replaces a file by the one that was written, which holds the same records: in one step, under its name. */
    public void swapOne(Path replaced) throws IOException {
        operations.force(unfinished());
        operations.replace(replaced, unfinished());
        operations.force(directory);
    }

    private void announce(List<Path> replaced) throws IOException {
        String text = replaced.stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.joining("\n", EXPLANATION + "\n", "\n"));
        Path temp = unfinished(notice());
        try (OutputStream out = operations.create(temp)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        operations.force(temp);
        publish(temp, notice());
    }

    private void publish(Path temp, Path name) throws IOException {
        operations.link(name, temp);
        operations.unlink(temp);
        operations.force(directory);
    }

    /**
     * Whether a writer has a file open for one of these partitions. It might not know yet that its records were
     * published, and would find their names free. A writer that opens its file later looks for merged files first. What
     * a dead writer left counts, too, until {@link WriterLock#removeDead} has removed it.
     */
    private boolean isWritten(List<OffsetRange> ranges) throws IOException {
        Set<PartitionFiles> written = new HashSet<>();
        for (OffsetRange range : ranges) {
            TopicPartition partition = new TopicPartition(range.topic(), range.partition());
            written.add(new PartitionFiles(directory, range.cluster(), partition));
        }
        for (PartitionFiles files : written) {
            if (files.hasUnfinished()) {
                return true;
            }
        }
        return false;
    }

    private void finish(List<Path> replaced) throws IOException {
        for (Path file : replaced) {
            operations.unlink(file);
        }
        operations.force(directory);
        operations.unlink(notice());
        operations.force(directory);
    }

    private void undo() throws IOException {
        operations.unlink(unfinished());
        operations.unlink(merged());
        operations.force(directory);
        operations.unlink(notice());
        operations.force(directory);
    }

    /**
     * Finishes or undoes the interrupted replacements of a directory. Nobody else may replace files in it at the same
     * time.
     *
     * @return whether there were any
     */
    public static boolean recover(FileOperations operations, Path directory) throws IOException {
        boolean found = false;
        for (Path file : names(directory)) {
            String name = file.getFileName().toString();
            if (isNotice(name)) {
                String id =
                        name.substring(name.length() - 36 - ".parquet".length(), name.length() - ".parquet".length());
                new FileReplacement(operations, directory, id).recover();
                found = true;
            }
        }
        for (Path file : names(directory)) {
            if (UNFINISHED.matcher(file.getFileName().toString()).matches()) {
                operations.unlink(file);
                found = true;
            }
        }
        return found;
    }

    private void recover() throws IOException {
        List<Path> replaced = replaced(notice());
        boolean begun = !replaced.stream().allMatch(Files::exists);
        if (begun && Files.exists(merged())) {
            finish(replaced);
        } else {
            undo();
        }
    }

    private static List<Path> names(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(files::add);
        }
        return files;
    }

    /** The files that a notice names as being replaced. */
    private static List<Path> replaced(Path notice) throws IOException {
        return Files.readString(notice)
                .lines()
                .skip(1)
                .map(notice::resolveSibling)
                .toList();
    }

    /**
     * Those of an archive's published files that together hold every row once. Where a replacement has begun to remove
     * files, that is the file that replaces them; otherwise, it is the files to be replaced.
     *
     * @throws NoSuchFileException if a replacement has ended in the meantime, so that the files must be listed again
     */
    static List<Path> resolved(List<Path> files) throws IOException {
        Set<Path> hidden = new HashSet<>();
        for (Path notice : files) {
            String name = notice.getFileName().toString();
            if (isNotice(name)) {
                List<Path> replaced = replaced(notice);
                boolean begun = !files.containsAll(replaced);
                Path merged = notice.resolveSibling(name.replace("0-replacement-in-progress-", "merged-"));
                hidden.add(notice);
                hidden.addAll(begun ? replaced : List.of(merged));
            }
        }
        return hidden.isEmpty()
                ? files
                : files.stream().filter(file -> !hidden.contains(file)).toList();
    }
}
