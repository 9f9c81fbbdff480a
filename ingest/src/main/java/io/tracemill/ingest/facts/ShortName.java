package io.tracemill.ingest.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name in the terms of the field, such as {@code vectorized_elementwise<CUDAFunctor_add> bf16} or {@code sgemm 128x64
 * nn}.
 *
 * @param family what it is
 * @param key function that a general family is made with, in angle brackets; empty if there is none
 * @param terms terms that say which of the family it is, such as type, tile and layout
 * @param extras terms that are left out first where there is no room
 */
record ShortName(String family, String key, List<String> terms, List<String> extras) {

    /** Sign that something is left out. */
    static final String CUT = "..";

    /** Namespace in front of an operator. */
    private static final Pattern NAMESPACE = Pattern.compile("^[\\w.]++::");

    /** Word behind a sign that separates words. */
    private static final Pattern WORD = Pattern.compile("(?<=[_.:#/ ])[^.:#/ ]");

    /** Longest word, in characters; the rest of a longer one is cut out of its middle. */
    private static final int LONGEST_WORD = 120;

    /** Fewest characters of a family that still tell it, the cut included. */
    private static final int SHORTEST_FAMILY = 5;

    ShortName {
        family = cut(family, LONGEST_WORD);
        key = cut(key, LONGEST_WORD);
        terms = terms.stream().map(term -> cut(term, LONGEST_WORD)).toList();
        extras = extras.stream().map(extra -> cut(extra, LONGEST_WORD)).toList();
    }

    /** A name of one word. */
    static ShortName of(String family) {
        return new ShortName(family, "", List.of(), List.of());
    }

    /** The same with terms that tell it from others. */
    ShortName with(List<String> more) {
        List<String> all = new ArrayList<>(terms);
        all.addAll(more);
        return new ShortName(family, key, all, extras);
    }

    /** The same after other words. */
    ShortName after(String words) {
        return new ShortName(words + family, key, terms, extras);
    }

    /** All of it. */
    String text() {
        return text(family + key, terms, extras);
    }

    /** As much of it as fits into a width: extras go first, then the end of the family, then the last terms. */
    String text(int width) {
        for (int kept = extras.size(); kept >= 0; kept--) {
            String text = text(family + key, terms, extras.subList(0, kept));
            if (text.length() <= width) {
                return text;
            }
        }
        for (int kept = terms.size(); kept >= 0; kept--) {
            String rest = text(key, terms.subList(0, kept), List.of());
            int room = width - rest.length() - (key.isEmpty() && kept > 0 ? 1 : 0);
            if (!rest.isEmpty() && room >= Math.min(family.length(), SHORTEST_FAMILY)) {
                String begun = family.length() <= room ? family : begin(family, room);
                return key.isEmpty() ? begun + ' ' + rest : begun + rest;
            }
        }
        return key.isEmpty() ? cut(NAMESPACE.matcher(family).replaceFirst(""), width) : cutKey(width);
    }

    private String cutKey(int width) {
        String begun = begin(family, SHORTEST_FAMILY);
        return begun + '<' + cut(key.substring(1, key.length() - 1), width - begun.length() - 2) + '>';
    }

    private static String text(String head, List<String> terms, List<String> extras) {
        StringBuilder text = new StringBuilder(head);
        terms.forEach(term -> text.append(text.isEmpty() ? "" : " ").append(term));
        extras.forEach(extra -> text.append(' ').append(extra));
        return text.toString();
    }

    /** Beginning of a text that is longer than the room, with a sign that it goes on. */
    static String begin(String text, int room) {
        return text.length() <= room ? text : text.substring(0, Math.max(0, room - CUT.length())) + CUT;
    }

    /** Both ends of a long text, the last one from the beginning of a word if it can be. */
    static String cut(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        int room = width - CUT.length();
        int from = text.length() - room / 2;
        Matcher word = WORD.matcher(text).region(from, text.length());
        int tail = word.find() ? text.length() - word.start() : room / 3;
        return text.substring(0, room - tail) + CUT + text.substring(text.length() - tail);
    }
}
