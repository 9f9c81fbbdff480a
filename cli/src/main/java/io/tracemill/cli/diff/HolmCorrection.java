package io.tracemill.cli.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Holm's correction for many comparisons: the chance to call even one change wrongly stays at the level, however many
 * there are (S. Holm, Scandinavian Journal of Statistics 6, 1979).
 */
final class HolmCorrection {

    private static final double LEVEL = 0.01;

    private HolmCorrection() {}

    /** With a verdict for those that have a probability; the others have theirs already. */
    static List<Change> judge(List<Change> changes) {
        List<Integer> asked = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            if (!Double.isNaN(changes.get(i).probability())) {
                asked.add(i);
            }
        }
        asked.sort(Comparator.comparingDouble(index -> changes.get(index).probability()));
        List<Change> judged = new ArrayList<>(changes);
        int left = asked.size();
        for (int index : asked) {
            Change change = changes.get(index);
            if (change.probability() > LEVEL / left) {
                break;
            }
            boolean slower = change.after().mean() > change.before().mean();
            judged.set(index, change.with(change.probability(), slower ? Verdict.SLOWER : Verdict.FASTER));
            left--;
        }
        return List.copyOf(judged);
    }
}
