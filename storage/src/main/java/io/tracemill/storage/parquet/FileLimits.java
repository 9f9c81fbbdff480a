package io.tracemill.storage.parquet;

/**
 * Sizes at which the parts of a file are full. A page or row group may exceed its bytes by one record, a dictionary by
 * the strings of one record.
 *
 * @param groupRows rows of a row group
 * @param groupBytes bytes of the pages of a row group
 * @param pageRows rows of a page, which may exceed them by one record
 * @param pageBytes bytes of the values of a page before they are encoded
 * @param dictionaryBytes bytes of a dictionary of strings
 * @param dictionaryNumbers numbers in a dictionary of numbers
 */
record FileLimits(
        int groupRows, long groupBytes, int pageRows, int pageBytes, int dictionaryBytes, int dictionaryNumbers) {

    /**
     * The limits of an archive. A page's rows, with the record by which they exceed the limit, mostly fit buffers of
     * 65,536.
     */
    static final FileLimits ARCHIVE = new FileLimits(240_000, 64L << 20, 60_000, 1 << 20, 1 << 20, 1 << 16);
}
