package io.tracemill.ingest.parse;

import io.tracemill.schemas.ProcessGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Groups of processes that the metadata of a trace lists, and the pipeline stage that follows from them. The stage of a
 * rank is its place in the group whose description says that it is a pipeline: {@code pp}, {@code mesh_pp}
 * (PyTorch's device mesh) or {@code PIPELINE_MODEL_PARALLEL_GROUP} (Megatron). The embedding groups of a pipeline hold
 * some of its stages only, so they are none.
 */
public final class ProcessGroups {

    /** Most groups that are kept; a rank of a large model takes part in some dozens. */
    private static final int MAX_GROUPS = 512;

    private static final int LONGEST_LIST = 256;
    private static final Set<String> NO_DESCRIPTION = Set.of("", "undefined");
    private static final Pattern PIPELINE = Pattern.compile("(?i)(.*[^a-z])?(pp|pipe|pipeline)([^a-z].*)?");
    private static final Pattern EMBEDDING = Pattern.compile("(?i).*embd?.*");

    private final List<Listed> groups = new ArrayList<>();

    /**
     * Group as the file lists it.
     *
     * @param name name that its collectives bear
     * @param description what the program calls it
     * @param ranks its ranks in order, empty if the file does not say
     * @param size number of its ranks
     */
    private record Listed(String name, String description, List<Integer> ranks, int size) {

        boolean isPipeline() {
            return PIPELINE.matcher(description).matches()
                    && !EMBEDDING.matcher(description).matches();
        }

        ProcessGroup group() {
            String spacing = spacing(ranks);
            String kind = NO_DESCRIPTION.contains(description) ? size + " ranks" + spacing : description;
            String list = list(ranks, spacing);
            return new ProcessGroup(name, kind, list.isEmpty() || list.length() > LONGEST_LIST ? name : list);
        }
    }

    /** Adds a group by the members of its JSON, each value as JSON text. Ignores one without a name. */
    void add(Map<String, String> members) {
        String name = text(members.get("pg_name"));
        if (name.isEmpty() || groups.size() >= MAX_GROUPS) {
            return;
        }
        List<Integer> ranks = Arrays.stream(text(members.get("ranks")).split("[\\[\\], ]+"))
                .filter(rank -> rank.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .toList();
        String size = text(members.get("pg_size"));
        groups.add(new Listed(
                name,
                text(members.get("pg_desc")),
                ranks,
                ranks.isEmpty() && size.matches("[0-9]{1,9}") ? Integer.parseInt(size) : ranks.size()));
    }

    private static String text(@Nullable String json) {
        return json == null ? "" : json.replace("\"", "").strip();
    }

    /** Distance of neighbours, as in {@code /8}; empty for consecutive ranks, {@code /?} if it varies. */
    private static String spacing(List<Integer> ranks) {
        if (ranks.size() < 2) {
            return "";
        }
        int step = ranks.get(1) - ranks.get(0);
        for (int i = 2; i < ranks.size(); i++) {
            if (ranks.get(i) - ranks.get(i - 1) != step) {
                return "/?";
            }
        }
        return step == 1 ? "" : "/" + step;
    }

    private static String list(List<Integer> ranks, String spacing) {
        if (ranks.size() > 1 && !spacing.equals("/?")) {
            return ranks.get(0) + "-" + ranks.get(ranks.size() - 1) + spacing;
        }
        return String.join(",", ranks.stream().map(String::valueOf).toList());
    }

    /** The groups, in the order of the file. */
    public List<ProcessGroup> groups() {
        return groups.stream().map(Listed::group).toList();
    }

    /** Pipeline stage of a rank; null if no group tells it, or if two contradict each other. */
    public @Nullable Integer stage(@Nullable Integer rank) {
        TreeSet<Integer> stages = new TreeSet<>();
        if (rank != null) {
            groups.stream()
                    .filter(group -> group.isPipeline() && group.ranks().contains(rank))
                    .forEach(group -> stages.add(group.ranks().indexOf(rank)));
        }
        return stages.size() == 1 ? stages.first() : null;
    }
}
