package io.tracemill.streams.slowrank;

import io.tracemill.schemas.SlowRankKind;
import io.tracemill.streams.slowrank.Finding.Place;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ranks and hosts that are slow in most steps, and stand out from their peers. */
final class Suspects {

    /** Robust z of 3.5: 0.6745 times the distance from the median is at least 3.5 times the median distance. */
    private static final BigInteger DISTANCE = BigInteger.valueOf(6_745);

    private static final BigInteger MEDIAN_DISTANCE = BigInteger.valueOf(35_000);

    /** Excess in the steps of the hits above that in the others from which a rank has changed, in pm of the steps. */
    private static final int CHANGE_PM = 30;

    /** Share of the largest excess, in pm, that a suspect has at least. */
    private static final int SHARE_PM = 500;

    /** Share of a host's ranks, in pm, from which the host is slow. */
    private static final int NODE_PM = 750;

    private static final int FEWEST_ON_NODE = 2;

    private final RunRanks run;
    private final RunSums sums;
    private final BitSet named = new BitSet();
    private final List<Finding> findings = new ArrayList<>();

    private Suspects(RunRanks run, RunSums sums) {
        this.run = run;
        this.sums = sums;
    }

    static Suspects of(RunRanks run, RunSums sums) {
        Suspects suspects = new Suspects(run, sums);
        Map<Component, BitSet> found = suspects.byComponent();
        sums.components().forEach(component -> {
            BitSet ranks = found.getOrDefault(component.component(), new BitSet());
            if (!ranks.isEmpty()) {
                suspects.name(component, ranks);
            }
        });
        return suspects;
    }

    List<Finding> findings() {
        return findings;
    }

    /** Whether a finding names a rank. */
    boolean isNamed(int rank) {
        return named.get(rank);
    }

    /** Suspects, each with the component in which its hits weigh most. */
    private Map<Component, BitSet> byComponent() {
        Map<Integer, ComponentSums> worst = new TreeMap<>();
        for (ComponentSums component : sums.components()) {
            for (int i = 0; i < sums.classes().size(); i++) {
                for (int rank : suspects(component, sums.classes().members(i))) {
                    worst.merge(rank, component, (a, b) -> b.hitExcess(rank) > a.hitExcess(rank) ? b : a);
                }
            }
        }
        Map<Component, BitSet> found = new EnumMap<>(Component.class);
        worst.forEach((rank, component) ->
                found.computeIfAbsent(component.component(), of -> new BitSet()).set(rank));
        return found;
    }

    private int[] suspects(ComponentSums component, int[] peers) {
        if (peers.length < 2) {
            return new int[0];
        }
        int medianHits = component.medianHits(peers);
        long[] excess = component.excess();
        long median = LowerMedian.of(excess, peers);
        long distance = LowerMedian.of(Arrays.stream(peers)
                .mapToLong(rank -> Math.abs(excess[rank] - median))
                .toArray());
        return Arrays.stream(peers)
                .filter(rank -> Persistence.isMet(component.hits(rank), medianHits, sums.steps()))
                .filter(rank -> isOutlier(excess[rank] - median, distance) || hasChanged(component, rank))
                .toArray();
    }

    private static boolean isOutlier(long above, long medianDistance) {
        return DISTANCE.multiply(BigInteger.valueOf(above))
                        .compareTo(MEDIAN_DISTANCE.multiply(BigInteger.valueOf(medianDistance)))
                >= 0;
    }

    private boolean hasChanged(ComponentSums component, int rank) {
        long hitNanos = component.hitStepNanos(rank);
        long otherNanos = sums.stepNanos() - hitNanos;
        if (hitNanos <= 0 || otherNanos <= 0) {
            return false;
        }
        long inHits = component.hitExcess(rank);
        long inOthers = component.excess()[rank] - inHits;
        return Permille.of(inHits, hitNanos) - Permille.of(inOthers, otherNanos) >= CHANGE_PM;
    }

    /** Adds the findings about the suspects of a component: hosts by name, then the other ranks. */
    private void name(ComponentSums component, BitSet suspects) {
        long worst = suspects.stream().mapToLong(component::hitExcess).max().orElseThrow();
        IntPredicate strong = rank -> Permille.isAtLeast(component.hitExcess(rank), SHARE_PM, worst);
        BitSet left = (BitSet) suspects.clone();
        run.hosts().ifPresent(hosts -> {
            TreeSet<String> names = new TreeSet<>();
            suspects.stream().forEach(rank -> names.add(hosts.get(rank)));
            for (String host : names) {
                int[] all = IntStream.range(0, run.size())
                        .filter(rank -> hosts.get(rank).equals(host))
                        .toArray();
                int[] slow = Arrays.stream(all).filter(suspects::get).toArray();
                if (isNode(slow.length, all.length)) {
                    Arrays.stream(slow).forEach(left::clear);
                    if (Arrays.stream(slow).anyMatch(strong)) {
                        add(component, all, host);
                    }
                }
            }
        });
        int[] ranks = left.stream().filter(strong).toArray();
        if (ranks.length > 0) {
            add(component, ranks, null);
        }
    }

    private boolean isNode(int slow, int all) {
        return slow >= FEWEST_ON_NODE && Permille.isAtLeast(slow, NODE_PM, all) && all < run.size();
    }

    private void add(ComponentSums component, int[] ranks, @Nullable String host) {
        Arrays.stream(ranks).forEach(named::set);
        SlowRankKind slow = component.component().slow();
        findings.add(Finding.lasting(
                host == null ? slow : SlowRankKind.SLOW_NODE,
                run.numbers(ranks),
                host == null ? Place.NONE : Place.host(host, slow),
                Permille.of(saving(ranks), sums.stepNanos()),
                Arrays.stream(ranks).map(component::hits).max().orElse(0)));
    }

    /** Time that the run would save if the work of some ranks were that of their peers, in ns. */
    private long saving(int[] ranks) {
        BitSet slow = new BitSet();
        Arrays.stream(ranks).forEach(slow::set);
        long[] work = sums.work();
        long worst = Long.MIN_VALUE;
        long others = Long.MIN_VALUE;
        for (int rank = 0; rank < work.length; rank++) {
            worst = slow.get(rank) ? Math.max(worst, work[rank]) : worst;
            others = slow.get(rank) ? others : Math.max(others, work[rank]);
        }
        for (long median : sums.classWork()) {
            others = Math.max(others, median);
        }
        long atTheTop = Math.max(0, worst - others);
        int microbatches = run.microbatches();
        if (microbatches <= 1 || run.stages().isEmpty() || sums.classes().size() < 2) {
            return atTheTop;
        }
        return Math.floorDiv(alongThePipeline(slow) + (microbatches - 1) * atTheTop, microbatches);
    }

    /** Largest excess of the slow ranks in each stage, summed over the stages, in ns. */
    private long alongThePipeline(BitSet slow) {
        long sum = 0;
        for (int i = 0; i < sums.classes().size(); i++) {
            long median = sums.classWork()[i];
            sum += Arrays.stream(sums.classes().members(i))
                    .filter(slow::get)
                    .mapToLong(rank -> sums.work()[rank] - median)
                    .reduce(0, Math::max);
        }
        return sum;
    }
}
