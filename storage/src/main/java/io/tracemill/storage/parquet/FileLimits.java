package io.tracemill.storage.parquet;

/**
 * When the parts of a file are full. A page or row group may pass its bytes by one record, a dictionary by one record's
 * strings.
 *
 * @param groupRows rows of a row group
 * @param groupBytes bytes of the pages of a row group
 * @param pageRows rows of a page, which may pass them by one record
 * @param pageBytes bytes of the values of a page, not yet encoded
 * @param dictionaryBytes bytes of a dictionary of strings
 * @param dictionaryNumbers numbers in a dictionary of numbers
 */
record FileLimits(
        int groupRows, long groupBytes, int pageRows, int pageBytes, int dictionaryBytes, int dictionaryNumbers) {

    /** Those of an archive. The rows of a page, and the record by which it passes them, mostly fit buffers of 65,536. */
    static final FileLimits ARCHIVE = new FileLimits(240_000, 64L << 20, 60_000, 1 << 20, 1 << 20, 1 << 16);
}
