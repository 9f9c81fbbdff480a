package io.tracemill.schemas.wording;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with places for values.
 *
 * @param text the text; a place is a name in braces, such as {@code {share}}. Words that agree with a number are
 *     {@code {count?call:calls}}: the first of them if the value of {@code count} is 1, otherwise the second
 */
public record Template(String text) {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final Pattern AGREEING = Pattern.compile("\\{(\\w+)\\?([^:{}]*):([^:{}]*)}");

    /** Names of its places. */
    public Set<String> places() {
        Set<String> places = new TreeSet<>();
        for (Pattern pattern : new Pattern[] {PLACE, AGREEING}) {
            pattern.matcher(text)
                    .results()
                    .map((MatchResult place) -> place.group(1))
                    .forEach(places::add);
        }
        return places;
    }

    /** Template whose words agree with these numbers, by place. */
    public Template agreeing(UnaryOperator<String> numbers) {
        return new Template(AGREEING.matcher(text)
                .replaceAll(words -> Matcher.quoteReplacement(
                        words.group(numbers.apply(words.group(1)).equals("1") ? 2 : 3))));
    }

    /** Text with a value in each place. A place without a value is an error. */
    public String fill(Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        agreeing(place -> value(place, values)).read(filled::append, place -> filled.append(value(place, values)));
        return filled.toString();
    }

    private String value(String place, Map<String, String> values) {
        String value = values.get(place);
        if (value == null) {
            throw new IllegalArgumentException(
                    "a value must be given for each place but {" + place + "} of \"" + text + "\" has none");
        }
        return value;
    }

    /** Gives out its words and the names of its places, from begin to end. */
    public void read(Consumer<String> words, Consumer<String> place) {
        Matcher matcher = PLACE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            words.accept(text.substring(end, matcher.start()));
            place.accept(matcher.group(1));
            end = matcher.end();
        }
        words.accept(text.substring(end));
    }
}
