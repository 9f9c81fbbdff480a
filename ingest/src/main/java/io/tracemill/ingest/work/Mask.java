package io.tracemill.ingest.work;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which gradients a backward pass is asked for, as PyTorch writes it: {@code [True, True, False]}.
 *
 * @param asked whether each gradient is asked for
 */
record Mask(List<Boolean> asked) {

    /** Mask of a text; null if it is not one of so many gradients. */
    static @Nullable Mask of(String text, int gradients) {
        @Nullable List<String> words = InputTexts.texts(text);
        if (words == null || words.size() != gradients || !words.stream().allMatch(Mask::isAnswer)) {
            return null;
        }
        return new Mask(words.stream().map(Mask::isTrue).toList());
    }

    private static boolean isAnswer(String word) {
        return isTrue(word) || word.equalsIgnoreCase("False");
    }

    private static boolean isTrue(String word) {
        return word.equalsIgnoreCase("True");
    }

    boolean has(int gradient) {
        return asked.get(gradient);
    }
}
