package io.tracemill.cli;

import io.tracemill.ingest.redact.KnownToken;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of redaction has every shape of tokens that ingest knows. */
class RedactionPageTest {

    private static final String HEAD = """
            # Secrets in traces

            Printed from the program by `RedactionPageTest`.

            `ingest` and `analyze` replace secrets by `***` before anything is published: in names, arguments, the metadata
            that is kept, the first bytes of dead letters, and labels. `--redact` says what a secret is:

            - `known` (if you say nothing): the password in an address such as `https://user:password@host`, and tokens
              of the shapes below, where no letter, digit or underscore stands before them;
            - `none`: nothing;
            - the name of a file: the same, and whatever the regular expressions in the file find, one per
              line. Empty lines and lines that start with `#` are skipped. Expressions are applied to one text at a time.

            `totals.redacted` of a trace counts the different secrets, and the notes of the trace name the number. A key
            without a prefix has no shape: name such keys in a file. The option is part of what the batches of a trace
            depend on, so that two `ingest` with different options do not mix.

            ## Tokens of known shapes

            | begins with | then letters, digits and marks, at least | of |
            |---|---|---|
            """;

    @Test
    void everyShapeIsOnThePage() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        for (KnownToken token : KnownToken.values()) {
            page.append("| `")
                    .append(token.prefix())
                    .append("` | ")
                    .append(token.least())
                    .append(" | ");
            page.append(token.of()).append(" |\n");
        }
        Golden.assertSame(Path.of("../docs/redaction.md"), page.toString());
    }
}
