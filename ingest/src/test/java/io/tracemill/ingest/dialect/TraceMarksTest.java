package io.tracemill.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

/** What the first bytes of a file hold. */
class TraceMarksTest {

    private static final Pattern STRING = Pattern.compile("\"([^\"\\\\]*)\"");

    @Property
    void theHeadOfAFileHasItsStringsThatHaveNoEscapes(
            @ForAll @Chars({'"', '\\', 'a', 'B'}) @StringLength(max = 16) String head) {
        TraceMarks marks = new TraceMarks.OfHead(head);

        Set<String> strings = STRING.matcher(head)
                .results()
                .map((MatchResult string) -> string.group(1))
                .collect(Collectors.toSet());
        for (int begin = 0; begin <= head.length(); begin++) {
            for (int end = begin; end <= head.length(); end++) {
                String part = head.substring(begin, end);
                assertThat(marks.hasMember(part)).as(part).isEqualTo(strings.contains(part));
            }
        }
        assertThat(marks.hasCategory("ab")).isEqualTo(strings.contains("ab") || strings.contains("aB"));
    }
}
