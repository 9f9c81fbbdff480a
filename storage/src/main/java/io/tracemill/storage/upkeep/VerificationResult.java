package io.tracemill.storage.upkeep;

import java.util.Optional;

/**
 * The result of verifying an archive: what was looked at, and the first difference.
 *
 * @param files files that were read to their end
 * @param rows rows in them
 * @param traces finished traces
 * @param filtered traces of which not all spans were written, so that their statistics were checked only against totals
 * and the written spans
 * @param folded traces with more names than are told apart, so that their statistics were checked only against totals
 * @param broken traces that are known to be broken, whose numbers need not add up
 * @param unfinished files that somebody may be writing
 * @param difference the first difference; empty if there is none
 */
public record VerificationResult(
        long files,
        long rows,
        long traces,
        long filtered,
        long folded,
        long broken,
        long unfinished,
        Optional<Difference> difference) {}
