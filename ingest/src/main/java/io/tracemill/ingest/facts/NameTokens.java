package io.tracemill.ingest.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of a name, in order, by which two names can be told apart. Bounded, however long the name is. */
final class NameTokens {

    /** Characters of a name that are looked at. */
    static final int LONGEST = 16_384;

    /** Words of C++, with the namespaces before them. */
    private static final Pattern WORD = Pattern.compile("(?:[A-Za-z_]\\w*+::)*+([A-Za-z_]\\w*+|\\d++)");

    private static final Pattern ANY_WORD = Pattern.compile("[A-Za-z0-9_.]++|[^\\sA-Za-z0-9_.,]");

    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9]++");

    /** Words, and parts of words, each of which begins with an upper case letter. */
    private static final Pattern PART = Pattern.compile("\\d+(?:x\\d+)*|[A-Z]*[a-z]+\\d*|[A-Z]+\\d*");

    /** Constants in mangled names: {@code Li256E}. */
    private static final Pattern MANGLED = Pattern.compile("L[a-z](n?\\d++)E");

    private NameTokens() {}

    /** Words without namespaces, then all words, then all signs too: no more than so many. */
    static List<String> of(String name, int most) {
        String begin = name.substring(0, Math.min(name.length(), LONGEST));
        List<String> tokens = new ArrayList<>();
        if (CppName.is(begin)) {
            add(WORD.matcher(CppName.named(begin)), tokens, most);
        } else {
            add((MangledName.is(begin) ? MANGLED : PLAIN_WORD).matcher(begin), tokens, most);
        }
        add(PLAIN_WORD.matcher(begin), tokens, most);
        add(ANY_WORD.matcher(begin), tokens, most);
        return tokens;
    }

    /** Words of a short form. */
    static List<String> words(String text) {
        List<String> tokens = new ArrayList<>();
        add(PLAIN_WORD.matcher(text), tokens, LONGEST);
        add(ANY_WORD.matcher(text), tokens, LONGEST);
        return tokens;
    }

    /** Parts of the words of a short form. */
    static List<String> parts(String text) {
        List<String> tokens = new ArrayList<>();
        add(PART.matcher(text), tokens, LONGEST);
        add(ANY_WORD.matcher(text), tokens, LONGEST);
        return tokens;
    }

    private static void add(Matcher words, List<String> tokens, int most) {
        while (tokens.size() < most && words.find()) {
            String word = words.group();
            for (int i = words.groupCount(); i > 0; i--) {
                word = words.group(i) == null ? word : words.group(i);
            }
            tokens.add(word);
        }
    }
}
