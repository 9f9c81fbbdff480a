package io.tracemill.ingest.ascend;

import io.tracemill.ingest.IngestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Search for the profiles that traces are part of. Thousands of traces may lie in one directory, so it remembers what
 * directories hold until they change. Used by one thread.
 */
public final class AscendProfiles {

    /** Directories that hold the trace and its tables, of torch_npu and of msprof. */
    private static final Set<String> OUTPUTS = Set.of("ASCEND_PROFILER_OUTPUT", "mindstudio_profiler_output");

    /** A directory may change once more within this time without another time of change. */
    private static final long COARSE_MILLIS = 2_000;

    /** Most directories that are remembered. */
    private static final int MOST = 64;

    private final Map<Path, Listing> listings = new HashMap<>();

    /** Whether a directory held settings of a rank, since it was changed last. */
    private record Listing(FileTime changed, boolean hasSettings) {}

    /**
     * The profile that holds a trace, null if none does: the trace is in a directory of a profiler's own name, or in or
     * below a directory with {@code profiler_info_N.json}.
     *
     * @param root directory that no profile reaches out of; null for none
     */
    public @Nullable AscendProfile around(Path trace, @Nullable Path root) throws IngestException {
        Path output = trace.toAbsolutePath().normalize().getParent();
        Path directory = output == null ? null : output.getParent();
        if (output == null || directory == null) {
            return null;
        }
        boolean isWithin =
                root == null || directory.startsWith(root.toAbsolutePath().normalize());
        if (isWithin && (OUTPUTS.contains(AscendProfile.nameOf(output)) || hasSettings(directory))) {
            return new AscendProfile(directory, output);
        }
        return hasSettings(output) ? new AscendProfile(output, output) : null;
    }

    private boolean hasSettings(Path directory) throws IngestException {
        long now = System.currentTimeMillis();
        FileTime changed = changed(directory);
        Listing known = listings.get(directory);
        if (known != null && known.changed().equals(changed)) {
            return known.hasSettings();
        }
        boolean hasSettings = ProfileSettings.isIn(directory);
        if (listings.size() >= MOST) {
            listings.clear();
        }
        if (changed.toMillis() < now - COARSE_MILLIS) {
            listings.put(directory, new Listing(changed, hasSettings));
        }
        return hasSettings;
    }

    private static FileTime changed(Path directory) throws IngestException {
        try {
            return Files.getLastModifiedTime(directory);
        } catch (IOException e) {
            throw new IngestException(directory + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
