package io.tracemill.ingest.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Name of a function as compilers for C++ mangle it. Only its path is read, and the first types among its arguments. */
final class MangledName {

    /** Beginning of names with a path. */
    static final String BEGIN = "_ZN";

    private static final Pattern LENGTH = Pattern.compile("\\d{1,4}");
    private static final Pattern TYPE =
            Pattern.compile("DF16b|bfloat16|DF16_|\\d__half|Float8_e4m3|fp8_e4m3|Float8_e5m2|fp8_e5m2");
    private static final int MOST_PARTS = 16;

    private MangledName() {}

    static boolean is(String name) {
        return name.startsWith(BEGIN);
    }

    /** Last part of the path, without the noise at its end, and the type of its elements. */
    static ShortName shorten(String name) {
        List<String> path = new ArrayList<>();
        int at = BEGIN.length();
        Matcher length = LENGTH.matcher(name);
        while (path.size() < MOST_PARTS && length.region(at, name.length()).lookingAt()) {
            int end = length.end() + Integer.parseInt(length.group());
            if (end > name.length()) {
                break;
            }
            path.add(name.substring(length.end(), end));
            at = end;
        }
        if (path.isEmpty()) {
            return ShortName.of(name);
        }
        Matcher type = TYPE.matcher(name).region(at, name.length());
        return new ShortName(
                CppWords.trimmed(path.get(path.size() - 1)),
                "",
                type.find() ? type(type.group()) : List.of(),
                List.of());
    }

    private static List<String> type(String mangled) {
        return List.of(
                mangled.contains("e4m3")
                        ? "e4m3"
                        : mangled.contains("e5m2")
                                ? "e5m2"
                                : mangled.contains("6b") || mangled.startsWith("b") ? "bf16" : "f16");
    }
}
