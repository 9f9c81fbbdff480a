package io.tracemill.systemtests.questions;

import io.tracemill.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A question of the page of queries.
 *
 * @param title its heading
 * @param sql how it is asked
 * @param answer the rows that the page shows, as a table
 */
record Question(String title, String sql, String answer) {

    static final Path PAGE = Path.of("../docs/queries.md");

    /** Name of the archive that questions about the fleet are asked of. */
    static final String SIMULATED = "simulated";

    private static final Pattern QUESTION = Pattern.compile(
            "^## (\\d+\\. .+)\\n(?:(?!## ).*\\n)*?```sql\\n((?s:.*?))```\\n\\n```text\\n((?s:.*?))```",
            Pattern.MULTILINE);

    /** Those of a page, in its order. */
    static List<Question> in(String page) {
        return QUESTION.matcher(page)
                .results()
                .map(match -> new Question(match.group(1), match.group(2), match.group(3)))
                .toList();
    }

    /** Name of the archive that it is asked of. */
    String archive() {
        return Topic.datasetsOfFleet().stream().anyMatch(sql::contains) ? SIMULATED : "archive";
    }

    static List<Question> ofPage() throws IOException {
        return in(Files.readString(PAGE));
    }
}
