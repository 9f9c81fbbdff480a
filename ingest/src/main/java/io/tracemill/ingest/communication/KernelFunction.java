package io.tracemill.ingest.communication;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Function that a kernel runs.
 *
 * @param name its name, with its namespaces; without return type, template arguments, parameters and anonymous
 *     namespaces
 */
record KernelFunction(String name) {

    private static final String VOID = "void ";
    private static final String ANONYMOUS = "(anonymous namespace)::";

    /** Begin of a name mangled as the Itanium C++ ABI says, before its first identifier; {@code N} opens namespaces. */
    private static final Pattern MANGLED = Pattern.compile("_Z(?:TS)?(N?)[KL]*(?=\\d)");

    private static final Pattern LENGTH = Pattern.compile("\\d{1,4}");
    private static final Pattern WORDS = Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    /**
     * The function of a kernel: {@code void ns::runAll<float>(int)} and {@code _ZN2ns6runAllIfEEvi} run
     * {@code ns::runAll}.
     */
    static KernelFunction of(String kernel) {
        Matcher mangled = MANGLED.matcher(kernel);
        return new KernelFunction(mangled.lookingAt() ? identifiers(kernel, mangled) : declared(kernel));
    }

    /** The name in snake case: that of {@code ns::runAll} is {@code ns::run_all}. */
    String snakeCase() {
        return WORDS.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    private static String declared(String kernel) {
        String name = kernel.replace(ANONYMOUS, "");
        StringBuilder function = new StringBuilder();
        int depth = 0;
        for (int i = name.startsWith(VOID) ? VOID.length() : 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter == '<') {
                depth++;
            } else if (letter == '>' && depth > 0) {
                depth--;
            } else if (depth == 0 && letter == '(') {
                break;
            } else if (depth == 0) {
                function.append(letter);
            }
        }
        return function.toString();
    }

    /** Identifiers of a mangled name, each behind its length. */
    private static String identifiers(String kernel, Matcher mangled) {
        boolean nested = !mangled.group(1).isEmpty();
        List<String> identifiers = new ArrayList<>();
        Matcher length = LENGTH.matcher(kernel);
        int at = mangled.end();
        while (length.region(at, kernel.length()).lookingAt()) {
            int end = Math.min(kernel.length(), length.end() + Integer.parseInt(length.group()));
            identifiers.add(kernel.substring(length.end(), end));
            if (!nested) {
                break;
            }
            at = end;
        }
        identifiers.removeIf(name -> name.startsWith("_GLOBAL__N_"));
        return String.join("::", identifiers);
    }
}
