package io.tracemill.cli.receive;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line of a file of tokens: a name, and {@code key=value} words.
 *
 * @param hash SHA-256 of the token, in lower-case hexadecimal digits
 */
record TokenLine(String hash, Grant grant) {

    /** How a line looks. */
    static final String EXAMPLE = "NAME sha256=HASH scopes=traces,metrics runs=* nodes=*";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> KEYS = Set.of("sha256", "scopes", "runs", "nodes");

    /**
     * Reads a line. Runs and nodes that are not named are all of them.
     *
     * @throws IllegalArgumentException if a word is missing, unknown or wrong; the message says what is expected
     */
    static TokenLine parse(String line) {
        String[] words = line.split("\\s+", -1);
        check(NAME.matcher(words[0]).matches(), "a name must be 1 to 64 letters, digits and . _ -");
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            String[] pair = words[i].split("=", 2);
            check(pair.length == 2 && KEYS.contains(pair[0]), "unknown word " + words[i].split("=", 2)[0]);
            check(values.put(pair[0], pair[1]) == null, pair[0] + " is given twice");
        }
        String hash = values.getOrDefault("sha256", "");
        check(
                HASH.matcher(hash).matches(),
                "sha256 must be 64 lower-case hexadecimal digits, such as sha256sum prints");
        return new TokenLine(
                hash,
                new Grant(
                        words[0],
                        scopes(values.getOrDefault("scopes", "")),
                        new Glob(values.getOrDefault("runs", "*")),
                        new Glob(values.getOrDefault("nodes", "*"))));
    }

    private static Set<Scope> scopes(String text) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : text.split(",", -1)) {
            scopes.add(Stream.of(Scope.values())
                    .filter(scope -> scope.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("scopes must be some of "
                            + Stream.of(Scope.values()).map(Scope::word).collect(Collectors.joining(", "))
                            + "; expected " + EXAMPLE)));
        }
        return scopes;
    }

    private static void check(boolean good, String rule) {
        if (!good) {
            throw new IllegalArgumentException(rule + "; expected " + EXAMPLE);
        }
    }
}
