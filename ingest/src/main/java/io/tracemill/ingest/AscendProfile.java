package io.tracemill.ingest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory that torch_npu leaves for each rank, {@code *_ascend_pt}: its {@code profiler_info_N.json} says the rank, and
 * the directories of one run lie side by side.
 *
 * @param directory the rank's directory
 */
record AscendProfile(Path directory) {

    private static final String ENDING = "_ascend_pt";
    private static final String OUTPUT = "ASCEND_PROFILER_OUTPUT";
    private static final Pattern INFO = Pattern.compile("profiler_info(?:_(\\d{1,9}))?\\.json");

    /** The profile that a trace is part of; null if it lies elsewhere. */
    static @Nullable AscendProfile around(Path trace) {
        Path output = trace.toAbsolutePath().normalize().getParent();
        if (output == null || !nameOf(output).equals(OUTPUT)) {
            return null;
        }
        Path rank = output.getParent();
        return rank == null || !nameOf(rank).endsWith(ENDING) ? null : new AscendProfile(rank);
    }

    /** Name of the directory that the profiles of all ranks share. */
    String run() {
        Path shared = directory.getParent();
        return shared == null || shared.getFileName() == null ? nameOf(directory) : nameOf(shared);
    }

    /** The rank; null if the profile does not say. */
    @Nullable
    Integer rank() throws IngestException {
        for (Path info : infos()) {
            Matcher name = INFO.matcher(nameOf(info));
            if (name.matches() && name.group(1) != null) {
                return Integer.valueOf(name.group(1));
            }
        }
        return null;
    }

    /** Adds what lies beside the trace to it. Returns what is missing or wrong, one line each. */
    List<String> addTo(TraceContents contents) throws IngestException {
        List<String> warnings = new ArrayList<>();
        if (infos().isEmpty()) {
            warnings.add(directory + ": no profiler_info_N.json, which says the rank; --rank sets it");
        }
        Path details = kernelDetails();
        if (Files.exists(details)) {
            warnings.addAll(KernelDetails.add(details, contents));
        } else {
            warnings.add(details + ": missing, so kernels have no counters");
        }
        return warnings;
    }

    /** The table of kernels. */
    Path kernelDetails() {
        return directory.resolve(OUTPUT).resolve("kernel_details.csv");
    }

    private List<Path> infos() throws IngestException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "profiler_info*.json")) {
            List<Path> infos = new ArrayList<>();
            files.forEach(infos::add);
            infos.sort(null);
            return infos;
        } catch (IOException e) {
            throw new IngestException(directory + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
