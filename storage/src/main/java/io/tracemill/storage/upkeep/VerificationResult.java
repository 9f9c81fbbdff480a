package io.tracemill.storage.upkeep;

import java.util.Optional;

/**
 * What the verification of an archive looked at, and the first thing that is not as it must be.
 *
 * @param files files that were read to their end
 * @param rows rows in them
 * @param traces finished traces
 * @param filtered traces of which not all spans were written, so that their statistics could be held to totals and to what was
 *     written only
 * @param folded traces that have more names than are told apart, so that their statistics could be held to totals only
 * @param broken traces that are known to be broken, whose numbers need not add up
 * @param unfinished files that somebody may be writing
 * @param difference the first difference; empty where all is well
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
