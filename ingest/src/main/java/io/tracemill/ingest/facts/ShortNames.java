package io.tracemill.ingest.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Short forms of the names of one table, by which people can tell them apart at any width of the column: what is left
 * out of a name is what it shares with the others. The order of the names does not matter. Not thread-safe.
 */
public final class ShortNames {

    /** Narrowest column in which names can be told apart without mere numbers, in most cases. */
    public static final int NARROWEST = 16;

    /** Fewest characters before the words in which names differ, the cut included. */
    private static final int FEWEST_BEFORE_END = 3;

    /** Words of names that are compared at once. Beyond it, names that share the first words are numbered. */
    private static final int MOST_WORDS = 1 << 20;

    /** Words of a name that are added to tell it from others. Those that need more are numbered. */
    private static final int MOST_TELLS = 8;

    private static final String CUT = ShortName.CUT;

    /** Each name as it is said where there is room. */
    private final Map<String, ShortName> names = new TreeMap<>();

    /** Each name at a width that was asked for, unlike all others. */
    private final Map<Integer, Map<String, String>> fitted = new HashMap<>();

    private ShortNames() {}

    /** Short forms of some names; a name may be given twice. */
    public static ShortNames of(Collection<String> names) {
        ShortNames found = new ShortNames();
        Map<String, List<String>> byText = new TreeMap<>();
        for (String name : new TreeSet<>(names)) {
            ShortName form = NameRules.shorten(name);
            found.names.put(name, form);
            byText.computeIfAbsent(form.text(), any -> new ArrayList<>()).add(name);
        }
        byText.values().stream().filter(alike -> alike.size() > 1).forEach(found::tellApart);
        return found;
    }

    /** Short form of one of the names, unlike those of all others, and no wider than {@code width} characters. */
    public String of(String name, int width) {
        String text =
                fitted.computeIfAbsent(Math.max(width, NARROWEST), this::fit).get(name);
        return text == null ? ShortName.cut(name, width) : ShortName.cut(text, width);
    }

    /** Adds to names of one short form the words in which they differ. */
    private void tellApart(List<String> alike) {
        Map<String, List<String>> words = new HashMap<>();
        alike.forEach(name -> words.put(name, NameTokens.of(name, MOST_WORDS / alike.size())));
        Tells.among(words)
                .forEach((name, tells) -> names.computeIfPresent(
                        name,
                        (any, form) -> form.with(tells.stream()
                                .limit(MOST_TELLS)
                                .map(CppWords::inTerms)
                                .toList())));
    }

    private Map<String, String> fit(int width) {
        Map<String, List<String>> byText = new TreeMap<>();
        names.forEach((name, form) -> byText.computeIfAbsent(form.text(width), any -> new ArrayList<>())
                .add(name));
        Map<String, List<String>> byEnd = new TreeMap<>();
        byText.forEach((text, alike) -> ends(text, alike, width)
                .forEach((name, end) ->
                        byEnd.computeIfAbsent(end, any -> new ArrayList<>()).add(name)));
        return numbered(byEnd, width);
    }

    /** Texts of names that were cut to the same text: they end with the words in which the names differ. */
    private Map<String, String> ends(String text, List<String> alike, int width) {
        if (alike.size() == 1) {
            return Map.of(alike.get(0), text);
        }
        Map<String, String> ends = new TreeMap<>();
        Map<String, List<String>> words = tells(alike, NameTokens::words);
        Map<String, List<String>> parts = tells(alike, NameTokens::parts);
        for (String name : alike) {
            ends.put(
                    name,
                    Stream.of(words, parts)
                            .map(tells -> String.join(" ", tells.getOrDefault(name, List.of())))
                            .filter(end -> !end.isEmpty() && width - end.length() >= FEWEST_BEFORE_END)
                            .findFirst()
                            .map(end -> begin(text, width - end.length()) + end)
                            .orElse(text));
        }
        return ends;
    }

    private Map<String, List<String>> tells(List<String> alike, Function<String, List<String>> tokens) {
        return Tells.among(alike.stream().collect(Collectors.toMap(name -> name, name -> tokens.apply(text(name)))));
    }

    /** Beginning of a text that was cut, with the sign that it was. */
    private static String begin(String text, int room) {
        String begin = text.substring(0, Math.min(text.length(), room - CUT.length()));
        return begin.replaceFirst("[ .<]++$", "") + CUT;
    }

    private String text(String name) {
        ShortName form = names.get(name);
        return form == null ? name : form.text();
    }

    /** Texts that are used once; names that still share one are numbered. */
    private static Map<String, String> numbered(Map<String, List<String>> byText, int width) {
        Map<String, String> texts = new HashMap<>();
        Set<String> taken = new HashSet<>(byText.keySet());
        byText.forEach((text, alike) -> {
            int number = 1;
            for (String name : new TreeSet<>(alike)) {
                String marked = text;
                while (number > 1 && !taken.add(marked)) {
                    marked = marked(text, number++, width);
                }
                number = Math.max(number, 2);
                texts.put(name, marked);
            }
        });
        return texts;
    }

    private static String marked(String text, int number, int width) {
        String mark = " #" + number;
        return ShortName.begin(text, width - mark.length()) + mark;
    }
}
