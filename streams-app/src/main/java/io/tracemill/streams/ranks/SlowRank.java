package io.tracemill.streams.ranks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rank that the others seem to wait for. A collective ends on all ranks at the same time, so the rank that reaches it
 * last spends the least time in it.
 *
 * @param rank the suspect; null if no rank stands out
 * @param rule the rule applied, with its numbers
 */
record SlowRank(@Nullable Integer rank, String rule) {

    /**
     * Critical values of Dixon's Q = (second lowest - lowest) / (highest - lowest) for 3 to 10 values at 99.5 %: if all
     * values come from one normal distribution, Q exceeds the critical value with a probability of 0.5 %. The test is
     * one-sided, since only a short time makes a suspect; tables of the two-sided test list these values under 99 %. W.
     * J. Dixon, Ann. Math. Statist. 22 (1951); R. B. Dean and W. J. Dixon, Anal. Chem. 23 (1951); D. B. Rorabacher,
     * Anal. Chem. 63 (1991).
     */
    private static final double[] CRITICAL = {0.994, 0.926, 0.821, 0.740, 0.680, 0.634, 0.598, 0.568};

    private static final int FEWEST = 3;
    private static final int MOST_FOR_DIXON = FEWEST + CRITICAL.length - 1;

    /**
     * Standard deviations below the mean from which a rank is a suspect, for more than ten ranks. One value of n can be
     * at most (n - 1) / sqrt(n) deviations from the mean, which is 3.02 for n = 11.
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

    /** Critical value of Q for a number of ranks, 3 to 10. */
    static double critical(int ranks) {
        return CRITICAL[ranks - FEWEST];
    }
}
