package io.tracemill.ingest.facts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tells names apart: the first word in which they differ, then, among those that share it, the next one. Names
 * differ by few words, so few are needed. The order in which the names are given does not matter.
 */
final class Tells {

    private static final String NOTHING = "";

    private final Map<String, List<String>> words;
    private final Map<String, List<String>> tells = new HashMap<>();

    private Tells(Map<String, List<String>> words) {
        this.words = words;
    }

    /** Names that agree in all words up to a place. */
    private record Alike(Collection<String> names, int from) {}

    /** For each name the words that tell it from the others; names with the same words are not told apart. */
    static Map<String, List<String>> among(Map<String, List<String>> wordsByName) {
        Tells found = new Tells(wordsByName);
        wordsByName.keySet().forEach(name -> found.tells.put(name, new ArrayList<>()));
        Deque<Alike> open = new ArrayDeque<>();
        open.add(new Alike(wordsByName.keySet(), 0));
        while (!open.isEmpty()) {
            found.split(open.remove(), open);
        }
        return found.tells;
    }

    private void split(Alike group, Deque<Alike> open) {
        int longest = group.names.stream()
                .mapToInt(name -> words.getOrDefault(name, List.of()).size())
                .max()
                .orElse(0);
        for (int i = group.from; i < longest; i++) {
            Map<String, List<String>> byWord = new TreeMap<>();
            for (String name : group.names) {
                byWord.computeIfAbsent(word(name, i), any -> new ArrayList<>()).add(name);
            }
            if (byWord.size() > 1) {
                int next = i + 1;
                byWord.forEach((word, names) -> tell(word, names, next, open));
                return;
            }
        }
    }

    private void tell(String word, List<String> names, int next, Deque<Alike> open) {
        if (!word.equals(NOTHING)) {
            names.forEach(name -> tells.getOrDefault(name, new ArrayList<>()).add(word));
        }
        if (names.size() > 1) {
            open.add(new Alike(names, next));
        }
    }

    private String word(String name, int index) {
        List<String> all = words.getOrDefault(name, List.of());
        return index < all.size() ? all.get(index) : NOTHING;
    }
}
