package io.tracemill.cli.report.render;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Places where a line of text may end: at blanks, and beside Chinese characters, which are two columns wide. The blank
 * between a number and its unit is none.
 */
final class LineBreaks {

    private static final Pattern NUMBER = Pattern.compile(".*\\d ", Pattern.DOTALL);
    private static final Pattern UNIT =
            Pattern.compile("(%|[num]?s|[kMGT]?B|[GT]B/s|[kMGT]?FLOPS?(/s)?)(?![A-Za-z0-9]).*", Pattern.DOTALL);

    private LineBreaks() {}

    /** Pieces that stay together, in order. A piece ends with the blank behind it, if there is one. */
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int blank = text.indexOf(' ', from);
            int end = blank < 0 ? text.length() : blank + 1;
            addWord(text.substring(from, end), pieces);
            from = end;
        }
        return withUnits(pieces);
    }

    /** Joins numbers with their units. */
    private static List<String> withUnits(List<String> pieces) {
        List<String> joined = new ArrayList<>();
        for (String piece : pieces) {
            int last = joined.size() - 1;
            if (last >= 0
                    && NUMBER.matcher(joined.get(last)).matches()
                    && UNIT.matcher(piece).matches()) {
                joined.set(last, joined.get(last) + piece);
            } else {
                joined.add(piece);
            }
        }
        return joined;
    }

    private static void addWord(String word, List<String> pieces) {
        if (word.codePoints().noneMatch(LineBreaks::isWide)) {
            pieces.add(word);
            return;
        }
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(word);
        int from = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (end == word.length() || isWide(word.codePointBefore(end)) || isWide(word.codePointAt(end))) {
                pieces.add(word.substring(from, end));
                from = end;
            }
        }
    }

    /** Number of columns of a text on a terminal. */
    static int width(String text) {
        return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    private static boolean isWide(int c) {
        UnicodeBlock block = UnicodeBlock.of(c);
        return UnicodeScript.of(c) == UnicodeScript.HAN
                || UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION.equals(block)
                || UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS.equals(block);
    }
}
