package io.tracemill.ingest.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Name of a function, a lambda in it or a class, as compilers for C++ print it.
 *
 * @param path parts of its path, without template arguments, outermost first; never empty
 * @param arguments template arguments of the last part that has any
 * @param rest what follows the path: parameters, and the lambda in the function
 */
record CppName(List<String> path, List<String> arguments, String rest) {

    private static final Pattern UNNAMED =
            Pattern.compile("(?:\\(anonymous namespace\\)|\\{anonymous\\}|<unnamed>|\\(anonymous\\))::");
    private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_][\\w:~]*+[<(].*[)>]", Pattern.DOTALL);
    private static final String NOTHING = "void ";
    private static final String CALL = "operator()";

    /** Whether a name looks like one of C++ that has a signature or template arguments. */
    static boolean is(String name) {
        boolean signed = name.startsWith(NOTHING) || FUNCTION.matcher(name).matches();
        return signed
                && (name.startsWith(NOTHING)
                        || name.contains("::")
                        || name.indexOf('*') >= 0
                        || name.indexOf('<') >= 0);
    }

    /** The name without the namespaces that have none. */
    static String named(String name) {
        return UNNAMED.matcher(name).replaceAll("");
    }

    /** Reads a name, whatever it is. */
    static CppName read(String name) {
        String text = named(name);
        Brackets brackets = new Brackets();
        List<String> path = new ArrayList<>();
        List<String> arguments = List.of();
        int word = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (text.startsWith(CALL, i)) {
                i += CALL.length();
                continue;
            }
            if (c == '(') {
                break;
            }
            if (c == '<') {
                int end = brackets.end(text, i);
                arguments = split(text.substring(i + 1, Math.max(i + 1, end - 1)));
                add(text.substring(word, i), path);
                i = end;
                word = end;
                continue;
            }
            if (c == ' ') {
                path.clear();
                arguments = List.of();
                word = i + 1;
            } else if (text.startsWith("::", i)) {
                add(text.substring(word, i), path);
                i++;
                word = i + 1;
            }
            i++;
        }
        add(text.substring(Math.min(word, i), i), path);
        return new CppName(path.isEmpty() ? List.of(name) : List.copyOf(path), arguments, text.substring(i));
    }

    /** Last part of the path. */
    String last() {
        return path.get(path.size() - 1);
    }

    /** Last part of the path that says something; the last one if none does. */
    String telling() {
        for (int i = path.size() - 1; i >= 0; i--) {
            if (!CppWords.EMPTY.contains(path.get(i))) {
                return path.get(i);
            }
        }
        return last();
    }

    private static void add(String part, List<String> path) {
        if (!part.isBlank()) {
            path.add(part.strip());
        }
    }

    /** Texts between the commas that are in no bracket. */
    private static List<String> split(String text) {
        Brackets brackets = new Brackets();
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean outside = brackets.isOutside(text, i);
            if (outside && text.charAt(i) == ',') {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }
}
