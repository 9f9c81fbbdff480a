package io.tracemill.storage.upkeep;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something in an archive that is not as it must be.
 *
 * @param file the file
 * @param trace id of the trace; null where it is not about one
 * @param what what of it, such as {@code operator aten::mm: kernel_count}
 * @param expected what it must be
 * @param found what it is
 */
public record Difference(Path file, @Nullable String trace, String what, String expected, String found) {

    @Override
    public String toString() {
        return file + ": " + (trace == null ? "" : "trace " + trace + ": ") + what + " must be " + expected
                + " but was " + found;
    }
}
