package io.tracemill.ingest.ascend;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.parse.TraceMetadata;
import io.tracemill.ingest.sort.EventSorter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Profile of one rank by an Ascend profiler, told by what its directory holds. torch_npu writes
 * {@code ASCEND_PROFILER_OUTPUT} with the trace, and {@code profiler_info_N.json}, which tells the rank; msprof writes
 * {@code mindstudio_profiler_output}. The directories of one run lie side by side.
 *
 * @param directory directory of the rank
 * @param output directory in it that holds the trace and its tables
 */
public record AscendProfile(Path directory, Path output) {

    /**
     * Result of adding the files beside a trace.
     *
     * @param events number of events added
     * @param warnings missing and faulty files, one line each
     */
    public record Added(long events, List<String> warnings) {}

    /** Name of the directory that the profiles of all ranks share. */
    public String run() {
        Path shared = directory.getParent();
        return shared == null || shared.getFileName() == null ? nameOf(directory) : nameOf(shared);
    }

    /** The rank, null if the profile does not tell it. */
    public @Nullable Integer rank() throws IngestException {
        return ProfileSettings.of(directory).rank();
    }

    /**
     * Adds the files beside the trace to it: settings to its metadata, tables to its events.
     *
     * @param rankKnown whether the rank is known, from the profile or elsewhere
     */
    public Added addTo(TraceMetadata metadata, EventSorter sorter, StringPool strings, boolean rankKnown)
            throws IngestException {
        ProfileSettings settings = ProfileSettings.of(directory);
        List<String> warnings = new ArrayList<>(settings.warnings());
        settings.addTo(metadata);
        warnings.addAll(CoreClocks.addTo(metadata.devices(), directory));
        ProfileEvents events = new ProfileEvents(sorter, strings);
        List<String> missing = new ArrayList<>();
        addKernels(events, missing, warnings);
        boolean memory = settings.profilesMemory();
        Path records = output.resolve("memory_record.csv");
        if (isThere(records, memory, missing)) {
            warnings.addAll(MemoryTables.addRecords(records, events));
        }
        Path allocations = output.resolve("operator_memory.csv");
        if (isThere(allocations, memory, missing)) {
            warnings.addAll(MemoryTables.addAllocations(allocations, events));
        }
        Path collectives = output.resolve("communication.json");
        if (isThere(collectives, false, missing)) { // not written without collectives or at level 0
            warnings.addAll(CollectiveSummary.add(collectives, events));
        }
        if (!rankKnown) {
            warnings.add(directory + ": no profiler_info_N.json, which says the rank; --rank sets it");
        }
        if (!missing.isEmpty()) {
            warnings.add(output + ": missing " + String.join(", ", missing) + "; analysed without");
        }
        return new Added(events.seal(), warnings);
    }

    private void addKernels(ProfileEvents events, List<String> missing, List<String> warnings) throws IngestException {
        Path details = output.resolve("kernel_details.csv");
        List<Path> tables = Files.isRegularFile(details) ? List.of(details) : files(output, "op_summary*.csv");
        for (Path table : tables) {
            warnings.addAll(KernelTable.add(table, events));
        }
        if (tables.isEmpty()) {
            missing.add(nameOf(details));
        }
    }

    private static boolean isThere(Path file, boolean expected, List<String> missing) {
        boolean there = Files.isRegularFile(file);
        if (!there && expected) {
            missing.add(nameOf(file));
        }
        return there;
    }

    static List<Path> files(Path directory, String pattern) throws IngestException {
        return entries(directory, pattern, Files::isRegularFile); // opening a named pipe may wait forever
    }

    /** Entries of a directory that pass a test, in the order of their names. */
    static List<Path> entries(Path directory, String pattern, Predicate<Path> test) throws IngestException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, pattern)) {
            List<Path> entries = new ArrayList<>();
            found.forEach(entries::add);
            entries.removeIf(test.negate());
            entries.sort(null);
            return entries;
        } catch (IOException e) {
            throw new IngestException(directory + ": cannot be read: " + e.getMessage(), e);
        }
    }

    static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
