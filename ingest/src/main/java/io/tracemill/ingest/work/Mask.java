package io.tracemill.ingest.work;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which gradients a backward pass is asked for, as PyTorch writes it: {@code [True, True, False]}.
 *
 * @param asked whether each gradient is asked for
 */
record Mask(List<Boolean> asked) {

    /** Mask of a text; null if it is not one of so many gradients. */
    static @Nullable Mask of(String text, int gradients) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return null;
        }
        List<String> words = List.of(
                text.substring(1, text.length() - 1).toLowerCase(Locale.ROOT).split(", *", -1));
        boolean mask = words.size() == gradients && List.of("true", "false").containsAll(words);
        return mask ? new Mask(words.stream().map("true"::equals).toList()) : null;
    }

    boolean has(int gradient) {
        return asked.get(gradient);
    }
}
