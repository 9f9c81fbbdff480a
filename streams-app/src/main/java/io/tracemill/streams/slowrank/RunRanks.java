package io.tracemill.streams.slowrank;

import io.tracemill.schemas.PipelinePosition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Facts about the ranks of a run that hold in all steps. A list has an element per rank; it is empty unless the fact is
 * known of every rank.
 *
 * @param numbers numbers of the ranks, ascending; a rank's place in the list is its index everywhere else
 * @param hosts host of each rank
 * @param stages pipeline stage of each rank
 * @param positions place of each rank in the pipeline
 * @param microbatches microbatches in a step; 0 if not known
 * @param kinds kinds of collective in which every rank takes part
 */
public record RunRanks(
        List<Integer> numbers,
        Optional<List<String>> hosts,
        Optional<List<Integer>> stages,
        Optional<List<PipelinePosition>> positions,
        int microbatches,
        List<CollectiveKind> kinds) {

    /**
     * Kind of collective, such as all those of tensor-parallel groups.
     *
     * @param name name of the kind
     * @param groups group of each rank
     */
    public record CollectiveKind(String name, List<String> groups) {

        /** Copies the groups. */
        public CollectiveKind {
            groups = List.copyOf(groups);
        }
    }

    /** Checks that each list has an element per rank. */
    public RunRanks {
        numbers = List.copyOf(numbers);
        kinds = List.copyOf(kinds);
        int ranks = numbers.size();
        hosts.ifPresent(list -> check("hosts", list, ranks));
        stages.ifPresent(list -> check("stages", list, ranks));
        positions.ifPresent(list -> check("positions", list, ranks));
        kinds.forEach(kind -> check("groups of " + kind.name(), kind.groups(), ranks));
    }

    private static void check(String what, List<?> list, int ranks) {
        if (list.size() != ranks) {
            throw new IllegalArgumentException(what + " must be " + ranks + " but were " + list.size());
        }
    }

    int size() {
        return numbers.size();
    }

    /** Numbers of the ranks with these indexes. */
    List<Integer> numbers(int[] indexes) {
        return Arrays.stream(indexes).mapToObj(numbers::get).toList();
    }
}
