package io.tracemill.storage.upkeep;

import java.nio.file.Path;

/**
 * What became of some files of a directory.
 *
 * @param directory the directory
 * @param outcome what became of them
 * @param files how many they were
 * @param bytesBefore their bytes
 * @param bytesAfter bytes of the file that took their place; those of before where none did
 */
public record CompactionResult(Path directory, Outcome outcome, int files, long bytesBefore, long bytesAfter) {

    /** What became of files that could be merged. */
    public enum Outcome {
        /** One file has their rows now. */
        MERGED,
        /** One file would have their rows. */
        PLANNED,
        /** Left as they are, since somebody is writing there. */
        BUSY
    }
}
