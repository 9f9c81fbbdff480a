package io.tracemill.ingest.facts;

import io.tracemill.schemas.Layer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words in the names of operators and of classes of modules that tell a layer. Names are split into words in snake
 * case; of several words that are found, the last one counts, because it is the noun that the others describe: a
 * {@code BertAttentionLayerNorm} is a normalization.
 */
final class LayerName {

    /** What a word tells. Rotary embeddings are of the positions of queries and keys. */
    private static final List<Word> WORDS = List.of(
            new Word(Layer.ATTENTION, "rotary(?:_pos(?:ition)?)?(?:_?emb(?:edding)?s?)?|(?<![a-z])rope(?![a-z])"),
            new Word(Layer.EMBEDDING, "embed(?:ding)?s?"),
            new Word(Layer.ATTENTION, "attention|attn|sdpa|fmha|(?<![a-z])m[hl]a(?![a-z])"),
            new Word(Layer.FEED_FORWARD, "feed_?forward|mlp|ffn|experts?|(?<![a-z])mo_?e(?![a-z])"),
            new Word(Layer.NORM, "(?:layer|rms|batch|group|instance|sync_batch)_?norm"));

    /** A module that is called a norm is a layer; an operator of that name is a length. */
    private static final Word NORM_MODULE = new Word(Layer.NORM, "norm(?!al)");

    private static final Pattern WORD_STARTS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    /** Kernels that a compiler names after all that it put into them. */
    private static final String COMPILED = "triton_";

    private record Word(Layer layer, Pattern pattern) {

        Word(Layer layer, String pattern) {
            this(layer, Pattern.compile(pattern));
        }

        /** End of the last place of the word in a name, 0 if it is nowhere. */
        int lastEnd(String words) {
            int end = 0;
            Matcher matcher = pattern.matcher(words);
            while (matcher.find()) {
                end = matcher.end();
            }
            return end;
        }
    }

    private LayerName() {}

    /** Layer that the name of an operator tells; null if it tells none. */
    static @Nullable Layer ofOperator(String name) {
        return name.startsWith(COMPILED) ? null : last(words(name), null);
    }

    /** Layer that the name of the call of a module tells, such as {@code nn.Module: LlamaMLP_3}; null for none. */
    static @Nullable Layer ofModule(String name) {
        return name.startsWith(FrameName.MODULE)
                ? last(words(name.substring(FrameName.MODULE.length())), NORM_MODULE)
                : null;
    }

    private static String words(String name) {
        return WORD_STARTS.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Layer last(String words, @Nullable Word more) {
        Layer layer = null;
        int last = 0;
        for (Word word : WORDS) {
            int end = word.lastEnd(words);
            if (end > last) {
                layer = word.layer();
                last = end;
            }
        }
        return more != null && more.lastEnd(words) > last ? more.layer() : layer;
    }
}
