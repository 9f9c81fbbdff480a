package io.tracemill.streams.ranks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rank that the others seem to wait for: a collective ends for all ranks at once, so the rank that comes to it last
 * spends the least time in it.
 *
 * @param rank the suspect; null where no rank stands out
 * @param rule what was applied, with its numbers
 */
record SlowRank(@Nullable Integer rank, String rule) {

    /**
     * Critical values of Dixon's Q = (second lowest - lowest) / (highest - lowest) for 3 to 10 values, at 99.5 %: the
     * chance that the lowest of that many values of one normal distribution is beyond is 0.5 %. One-sided, as only a short
     * time makes a suspect; tables of the two-sided test have them at 99 %. W. J. Dixon, Ann. Math. Statist. 22 (1951);
     * R. B. Dean and W. J. Dixon, Anal. Chem. 23 (1951); D. B. Rorabacher, Anal. Chem. 63 (1991).
     */
    private static final double[] CRITICAL = {0.994, 0.926, 0.821, 0.740, 0.680, 0.634, 0.598, 0.568};

    private static final int FEWEST = 3;
    private static final int MOST_FOR_DIXON = FEWEST + CRITICAL.length - 1;

    /**
     * Beyond ten values, one can be this many deviations from the mean: at most (n - 1) / sqrt(n), which is 3.02 for 11.
     */
    private static final int SIGMAS = 3;

    static SlowRank of(Measure communication) {
        int ranks = communication.count();
        if (ranks < FEWEST) {
            return new SlowRank(null, "no rule for " + ranks + " ranks: at least " + FEWEST + " are needed");
        }
        if (communication.max() == 0) {
            return new SlowRank(null, "no collectives");
        }
        return ranks <= MOST_FOR_DIXON ? byDixon(communication) : bySigma(communication);
    }

    private static SlowRank byDixon(Measure communication) {
        int ranks = communication.count();
        double critical = critical(ranks);
        long range = communication.max() - communication.min();
        double q = range == 0 ? 0 : (double) (communication.second() - communication.min()) / range;
        boolean stands = q > critical;
        String rule = String.format(
                Locale.ROOT, "Dixon's Q %.3f %s %.3f at 99.5 %%, %d ranks", q, stands ? ">" : "<=", critical, ranks);
        return new SlowRank(stands ? communication.minRank() : null, rule);
    }

    private static SlowRank bySigma(Measure communication) {
        double bound = communication.mean() - SIGMAS * communication.stddev();
        boolean stands = communication.min() < bound;
        String rule = String.format(
                Locale.ROOT,
                "lowest %d ns %s %.0f ns, the mean minus %d sigma, %d ranks",
                communication.min(),
                stands ? "<" : ">=",
                bound,
                SIGMAS,
                communication.count());
        return new SlowRank(stands ? communication.minRank() : null, rule);
    }

    /** The value that Q must exceed among so many ranks, 3 to 10. */
    static double critical(int ranks) {
        return CRITICAL[ranks - FEWEST];
    }
}
