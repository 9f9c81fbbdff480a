package io.tracemill.storage.upkeep;

import java.nio.file.Path;

/**
 * Files of a directory that could be merged, and what became of them.
 *
 * @param directory the directory
 * @param outcome what became of the files
 * @param files number of files
 * @param bytesBefore their bytes
 * @param bytesAfter bytes of the file that replaced them; the same as before if none did
 */
public record CompactionResult(Path directory, Outcome outcome, int files, long bytesBefore, long bytesAfter) {

    /** The outcome for files that could be merged. */
    public enum Outcome {
        /** The files were replaced by one. */
        MERGED,
        /** The files would be replaced by one. */
        PLANNED,
        /** The files were left unchanged, because somebody is writing there. */
        BUSY,
        /** The files were left unchanged, because one of them is damaged. */
        DAMAGED
    }
}
