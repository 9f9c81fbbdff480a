package io.tracemill.storage;

/**
 * The number of records that an archive job read, by what became of them. {@code records = archived + unfinished +
 * rejected} always holds.
 *
 * @param records records read; one that is read again after a rebalance counts again
 * @param archived records with rows for the archive, whether they were written now or published before
 * @param unfinished records that say nothing final: traces that still run, deletions, empty batches
 * @param rejected records sent to the dead letters
 * @param publishedRows rows in the files that this job published
 */
public record ArchiveTotals(long records, long archived, long unfinished, long rejected, long publishedRows) {

    /** Checks the sum. */
    public ArchiveTotals {
        if (records != archived + unfinished + rejected) {
            throw new IllegalArgumentException("records must be archived + unfinished + rejected but were " + records
                    + " = " + archived + " + " + unfinished + " + " + rejected);
        }
    }
}
