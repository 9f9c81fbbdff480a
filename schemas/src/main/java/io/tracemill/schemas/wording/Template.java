package io.tracemill.schemas.wording;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with places for values.
 *
 * @param text the text; a place is a name in braces, such as {@code {share}}
 */
public record Template(String text) {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    /** Names of its places. */
    public Set<String> places() {
        Set<String> places = new TreeSet<>();
        PLACE.matcher(text).results().map((MatchResult place) -> place.group(1)).forEach(places::add);
        return places;
    }

    /** Text with a value in each place. A place without a value is an error. */
    public String fill(Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        read(filled::append, place -> {
            String value = values.get(place);
            if (value == null) {
                throw new IllegalArgumentException(
                        "a value must be given for each place but {" + place + "} of \"" + text + "\" has none");
            }
            filled.append(value);
        });
        return filled.toString();
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
