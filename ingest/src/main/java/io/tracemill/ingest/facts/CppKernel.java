package io.tracemill.ingest.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Short form of a function in C++: without its type, namespaces, parameters and lambdas, but with the function or class
 * that it is made with, as in {@code vectorized_elementwise<FillFunctor>}, and with the type of its elements.
 */
final class CppKernel {

    private static final String LAMBDA = "{lambda(";
    private static final int DEEPEST = 6;

    private CppKernel() {}

    static ShortName shorten(String name) {
        return shorten(name, 0);
    }

    private static ShortName shorten(String name, int depth) {
        CppName function = CppName.read(name);
        String key = key(function.arguments(), depth);
        if (key != null && CppWords.EMPTY.contains(function.last()) && depth < DEEPEST) {
            return CppName.is(key) ? shorten(key, depth + 1) : NameRules.shortenWord(last(key));
        }
        String family = CppWords.trimmed(function.telling());
        List<String> type = type(function, key);
        if (key == null) {
            return new ShortName(family, "", type, List.of());
        }
        String with = CppWords.trimmed(telling(key));
        return CppWords.isGeneral(family)
                ? new ShortName(family, '<' + with + '>', type, List.of())
                : new ShortName(family, "", type, List.of(with));
    }

    /** First argument that says what a function does, taken out of what holds it; null if there is none. */
    private static @Nullable String key(List<String> arguments, int depth) {
        String wrapper = null;
        for (String argument : arguments) {
            if (!isClass(argument)) {
                continue;
            }
            CppName name = CppName.read(argument);
            if (!CppWords.WRAPPERS.contains(name.telling())) {
                return argument;
            }
            String inner = depth < DEEPEST ? key(name.arguments(), depth + 1) : null;
            if (inner != null) {
                return inner;
            }
            wrapper = wrapper == null ? argument : wrapper;
        }
        return wrapper;
    }

    /** Whether an argument is a class or a function that is no noise. */
    private static boolean isClass(String argument) {
        if (argument.isEmpty() || argument.endsWith("*") || argument.endsWith("&")) {
            return false;
        }
        char first = argument.charAt(0);
        return (Character.isLetter(first) || first == '_') && !CppWords.isNoise(telling(argument));
    }

    private static String telling(String name) {
        return CppName.read(name).telling();
    }

    private static String last(String name) {
        return CppName.read(name).last();
    }

    /** Type that what holds the key names before it; empty if nothing does. */
    private static List<String> heldType(List<String> arguments, int depth) {
        for (String argument : arguments) {
            CppName name = CppName.read(argument);
            if (depth < DEEPEST && CppWords.WRAPPERS.contains(name.telling())) {
                for (String inner : name.arguments()) {
                    if (CppWords.isType(telling(inner))) {
                        return CppWords.type(inner);
                    }
                }
                return heldType(name.arguments(), depth + 1);
            }
        }
        return List.of();
    }

    /** Type of the elements: that before the key, of its arguments, of its last lambda, or of other arguments. */
    private static List<String> type(CppName function, @Nullable String key) {
        List<String> type = heldType(function.arguments(), 0);
        if (key != null && type.isEmpty()) {
            type = CppWords.type(String.join(",", CppName.read(key).arguments()));
            int lambda = key.lastIndexOf(LAMBDA);
            if (type.isEmpty() && lambda >= 0) {
                type = CppWords.type(key.substring(lambda));
            }
        }
        if (type.isEmpty()) {
            type = CppWords.type(String.join(",", function.arguments()));
        }
        return type.contains(CppWords.USUAL_TYPE) ? List.of() : type;
    }
}
