package io.tracemill.storage.upkeep;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A difference between an archive as it is and as it must be.
 *
 * @param file the file
 * @param trace id of the trace; null if it is not about one
 * @param what what differs, such as {@code operator aten::mm: kernel_count}
 * @param expected the value that it must have
 * @param found the value that it has
 */
public record Difference(Path file, @Nullable String trace, String what, String expected, String found) {

    @Override
    public String toString() {
        return file + ": " + (trace == null ? "" : "trace " + trace + ": ") + what + " must be " + expected
                + " but was " + found;
    }
}
