package io.tracemill.ingest.rank;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Ranks of a file by their processes: one for each label, or one for each process if the processes do not carry
 * different labels.
 */
final class HostRanks {

    /** No ranks, because the file holds only one. */
    static final HostRanks NONE = new HostRanks(List.of(), true, Map.of());

    private final Map<String, String> processNames;
    private final boolean complete;
    private final boolean labelled;
    private final List<Rank> ranks = new ArrayList<>();
    private final Map<String, Rank> byLabel = new HashMap<>();
    private final Map<String, Rank> byProcess = new HashMap<>();

    /**
     * The ranks of a file.
     *
     * @param processes processes of the ranks
     * @param complete whether these are all processes of ranks
     * @param processNames names that the file gives its processes
     */
    HostRanks(Collection<String> processes, boolean complete, Map<String, String> processNames) {
        this.complete = complete;
        this.processNames = processNames;
        this.labelled = processes.stream().map(this::label).distinct().count() > 1;
        Map<String, TreeSet<String>> byRank = new TreeMap<>();
        for (String process : processes) {
            String label = labelled ? label(process) : "";
            byRank.computeIfAbsent(label.isEmpty() ? process : label, key -> new TreeSet<>())
                    .add(process);
        }
        byRank.forEach(this::add);
    }

    private void add(String label, Collection<String> processes) {
        String name = RankLabel.trimmed(label);
        boolean taken = ranks.stream().anyMatch(rank -> rank.name().equals(name));
        Rank rank = new Rank(ranks.size(), taken ? label : name);
        ranks.add(rank);
        processes.forEach(process -> byProcess.put(process, rank));
        byLabel.put(label, rank);
    }

    private String label(String process) {
        return RankLabel.of(process, processNames.getOrDefault(process, ""));
    }

    /** Whether the processes carry different labels. */
    boolean areLabelled() {
        return labelled;
    }

    /** Whether no other process is of a rank. */
    boolean areComplete() {
        return complete;
    }

    List<Rank> all() {
        return ranks;
    }

    /** Rank that a process is of, by itself or by its label; null if neither tells. */
    @Nullable
    Rank of(String process) {
        Rank rank = byProcess.get(process);
        return rank != null || !labelled ? rank : byLabel.get(label(process));
    }

    /**
     * The ranks in the order of their parts of the file, if these follow one another, as when their files were joined
     * end to end; empty otherwise.
     */
    List<Rank> inParts() {
        List<Rank> parts = ranks.stream()
                .sorted(Comparator.comparingLong(Rank::firstPosition))
                .toList();
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i - 1).lastPosition() >= parts.get(i).firstPosition()) {
                return List.of();
            }
        }
        return parts.size() > 1 ? parts : List.of();
    }
}
