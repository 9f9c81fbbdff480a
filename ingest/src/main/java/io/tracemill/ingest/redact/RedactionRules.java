package io.tracemill.ingest.redact;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rules that tell secrets.
 *
 * @param known whether tokens of the shapes of {@link KnownToken}, and passwords in addresses, are secrets
 * @param own patterns of further secrets
 */
public record RedactionRules(boolean known, List<Pattern> own) {

    /** Tokens of known shapes and passwords in addresses are secrets. */
    public static final RedactionRules KNOWN = new RedactionRules(true, List.of());

    /** Nothing is a secret. */
    public static final RedactionRules NONE = new RedactionRules(false, List.of());

    /** Copies the list. */
    public RedactionRules {
        own = List.copyOf(own);
    }

    /** All rules, as text. */
    public String text() {
        String shapes = !known
                ? ""
                : Arrays.stream(KnownToken.values())
                        .map(token -> token.prefix() + token.least())
                        .collect(Collectors.joining(" ", "://:@ ", ""));
        return own.stream().map(Pattern::pattern).collect(Collectors.joining("\n", shapes + "\n", ""));
    }
}
