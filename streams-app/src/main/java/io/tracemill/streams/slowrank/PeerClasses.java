package io.tracemill.streams.slowrank;

import io.tracemill.schemas.PipelinePosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Classes of ranks that should take equally long, so that a rank is compared with its peers only. */
final class PeerClasses {

    /** Smallest relative gap in computing, in pm, between the ranks of two stages. */
    private static final int GAP_PM = 30;

    private static final int FEWEST_PEERS = 2;
    private static final int LARGEST_SHARE = 8;

    private final List<int[]> members;
    private final boolean guessed;

    private PeerClasses(List<int[]> members, boolean guessed) {
        this.members = List.copyOf(members);
        this.guessed = guessed;
    }

    /** A class per stage, by number of the stage. */
    static PeerClasses ofStages(List<Integer> stages) {
        return new PeerClasses(by(stages), false);
    }

    /**
     * Classes if the stages are not known. The first and the last stage, and ranks in no pipeline, are told by their
     * position. The others may belong to several stages and are cut apart where their computing has a gap.
     *
     * @param computing computing of each rank over the first steps, in ns
     */
    static PeerClasses ofWork(RunRanks run, long[] computing) {
        List<int[]> classes = new ArrayList<>();
        List<PipelinePosition> positions = run.positions().orElse(List.of());
        if (positions.isEmpty()) {
            split(IntStream.range(0, run.size()).toArray(), computing, run, classes);
            return new PeerClasses(classes, true);
        }
        for (int[] ranks : by(positions)) {
            if (positions.get(ranks[0]) == PipelinePosition.MIDDLE) {
                split(ranks, computing, run, classes);
            } else {
                classes.add(ranks);
            }
        }
        return new PeerClasses(classes, false);
    }

    private static <K extends Comparable<K>> List<int[]> by(List<K> keys) {
        TreeMap<K, List<Integer>> ranks = new TreeMap<>();
        IntStream.range(0, keys.size())
                .forEach(rank -> ranks.computeIfAbsent(keys.get(rank), key -> new ArrayList<>())
                        .add(rank));
        return ranks.values().stream()
                .map(some -> some.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static void split(int[] ranks, long[] computing, RunRanks run, List<int[]> classes) {
        int[] sorted = Arrays.stream(ranks)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(rank -> computing[rank])
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        int fewest = Math.max(FEWEST_PEERS, -Math.floorDiv(-run.size(), LARGEST_SHARE));
        int from = 0;
        for (int at = 1; at < sorted.length; at++) {
            long before = computing[sorted[at - 1]];
            if (Permille.isAtLeast(computing[sorted[at]] - before, GAP_PM, before)
                    && at - from >= fewest
                    && sorted.length - at >= fewest
                    && !isHost(Arrays.copyOfRange(sorted, at, sorted.length), run)
                    && !isHost(Arrays.copyOfRange(sorted, from, at), run)) {
                classes.add(ascending(Arrays.copyOfRange(sorted, from, at)));
                from = at;
            }
        }
        classes.add(ascending(Arrays.copyOfRange(sorted, from, sorted.length)));
    }

    private static int[] ascending(int[] ranks) {
        Arrays.sort(ranks);
        return ranks;
    }

    /** Whether ranks are exactly those of one host among several: then the host may be slow. */
    private static boolean isHost(int[] ranks, RunRanks run) {
        List<String> hosts = run.hosts().orElse(List.of());
        if (hosts.isEmpty()) {
            return false;
        }
        String host = hosts.get(ranks[0]);
        long onHost = hosts.stream().filter(host::equals).count();
        return onHost == ranks.length
                && ranks.length < run.size()
                && Arrays.stream(ranks).allMatch(rank -> hosts.get(rank).equals(host));
    }

    int size() {
        return members.size();
    }

    /** Indexes of the ranks of a class, ascending. */
    int[] members(int peerClass) {
        return members.get(peerClass);
    }

    /** Whether neither stages nor positions were known. */
    boolean guessed() {
        return guessed;
    }
}
