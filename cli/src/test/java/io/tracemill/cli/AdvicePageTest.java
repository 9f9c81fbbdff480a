package io.tracemill.cli;

import static java.util.stream.Collectors.joining;

import io.tracemill.schemas.wording.Advice;
import io.tracemill.schemas.wording.Language;
import io.tracemill.schemas.wording.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The page of advice has every code with its text in each language. */
class AdvicePageTest {

    private static final String HEAD = """
            # Advice

            Printed from the program by `AdvicePageTest`.

            Each cause of a bottleneck has a code of advice (`advice` in `causes` of `bottlenecks`,
            [definition](definitions.md#causes)). The report prints its text. Programs read the code: it stays when the text
            changes, and more codes may follow. What makes a run slow has the advice of its kind (`kind` in `slow_ranks`,
            [definition](definitions.md#slow-ranks-slow_ranks)). In the text, `{call}` stands for the call or operator that waits, with its
            place, and `{time}` for the time of the cause.

            No advice is given on the time before events whose launch is not in the trace, except to record more. None says
            that a device waits for another of its own streams, because nothing runs on a device that is idle. None says
            that arithmetic is the limit, because a trace of times does not tell.
            """;

    private static final String TAIL = """

            ## How to add advice

            1. Add a constant to the enum `Advice` with what it is given for.
            2. Add its text under `advice.` and its name to `sentences_en.properties` and to each other language, in
               `schemas/src/main/resources/io/tracemill/schemas/wording`. A test fails until all languages have the text with
               the same places.
            3. Give it: `IdleShare` chooses the advice on a cause of idle time, `Causes` that on a rule. A kind of `slow_ranks`
               has the advice of its name.
            4. Run `AdvicePageTest` with `-Dtracemill.golden=write`.

            For another language, add a constant to `Language` and its file of sentences.
            """;

    @Test
    void everyAdviceIsOnThePageInEachLanguage() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("\n| code | given if | advice |\n|---|---|---|\n");
        Wording english = new Wording(Language.EN);
        page.append(Arrays.stream(Advice.values())
                .map(advice -> row(advice.name(), advice.given(), text(advice, english)))
                .collect(joining()));
        page.append("\n## In Chinese\n\n| code | advice |\n|---|---|\n");
        Wording chinese = new Wording(Language.ZH);
        page.append(Arrays.stream(Advice.values())
                .map(advice -> row(advice.name(), text(advice, chinese)))
                .collect(joining()));
        Golden.assertSame(Path.of("../docs/advice.md"), page + TAIL);
    }

    private static String text(Advice advice, Wording wording) {
        return wording.template("advice." + advice.name()).text();
    }

    private static String row(String code, String... cells) {
        return "| `" + code + "` | " + String.join(" | ", cells) + " |\n";
    }
}
