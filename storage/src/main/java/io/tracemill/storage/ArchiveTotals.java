package io.tracemill.storage;

/**
 * What an archive job did with the records it read. {@code records = archived + unfinished + rejected}, always.
 *
 * @param records records read; one that is read again after a rebalance counts again
 * @param archived records with rows for the archive, whether written now or published before
 * @param unfinished records that say nothing final: traces that still run, deletions, empty batches
 * @param rejected records sent to the dead letters
 * @param publishedRows rows in the files this job published
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
