package io.tracemill.ingest.facts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Short form of kernels whose names are words with underscores between them: products of matrices and convolutions. In
 * front is the family, then type, tile and layout, then what else there is.
 */
final class KernelWords {

    /** Beginnings of the names of such kernels. */
    static final Pattern FAMILIES = Pattern.compile(
            "(?:cudnn_(?:infer_|train_)?)?"
                    + "(?:maxwell|pascal|volta|turing|ampere|ada|hopper|blackwell|sm\\d+|cutlass\\d*|nvjet|bmm|i?gemm|device_gemm)_\\w+");

    /** Words that say nothing about the work: of architectures, libraries, versions and of how the code was made. */
    private static final Pattern NOISE = Pattern.compile(
            "maxwell|pascal|volta|turing|ampere|ada|hopper|blackwell|sm\\d+\\w?"
                    + "|cutlass\\d*|\\d\\d|tensorop|wmma|cudnn|infer|train|v\\d+|kernel|execute|segment|off|cublas|5x|gtcx?\\d*|");

    private static final Pattern TILE = Pattern.compile("(?:tilesize|bt|MT|t)?(\\d+x\\d+(?:x\\d+)?)(?:u\\d)?");
    private static final Pattern LAYOUT = Pattern.compile("[nt]{2}|[NT]{2,3}");
    /** Types of inputs, output and sums, written together; the first is that of the first input. */
    private static final Pattern TYPE =
            Pattern.compile("(tf32|bf(?:loat)?16|fp?16|f32|f64|fp32|fp8|i8|u8|s8|half|(?:mx)?e\\dm\\d)"
                    + "(?:tf32|bf16|f16|f32|f64|i8|i32|s8|s32|(?:mx)?e\\dm\\d)*");

    private static final Map<String, String> TYPES =
            Map.of("bfloat16", "bf16", "fp16", "f16", "half", "f16", "fp32", "f32", "s8", "i8");

    private KernelWords() {}

    static ShortName shorten(String name) {
        String family = "";
        List<String> words = new ArrayList<>();
        List<String> extras = new ArrayList<>();
        String type = "";
        String tile = "";
        String layout = "";
        Set<String> seen = new HashSet<>();
        for (String word : name.split("_", -1)) {
            Matcher sized = TILE.matcher(word);
            if (NOISE.matcher(word).matches() || !seen.add(word)) {
                continue;
            }
            Matcher typed = TYPE.matcher(word.toLowerCase(Locale.ROOT));
            if (typed.matches()) {
                type = type.isEmpty() ? TYPES.getOrDefault(typed.group(1), typed.group(1)) : type;
            } else if (family.isEmpty()) {
                family = word;
            } else if (sized.matches() && tile.isEmpty()) {
                tile = sized.group(1);
            } else if (LAYOUT.matcher(word).matches() && layout.isEmpty()) {
                layout = word.toLowerCase(Locale.ROOT);
            } else if (tile.isEmpty() && type.isEmpty()) {
                words.add(word);
            } else {
                extras.add(word);
            }
        }
        for (String term : List.of(type, tile, layout)) {
            if (!term.isEmpty()) {
                words.add(term);
            }
        }
        return family.isEmpty() ? ShortName.of(name) : new ShortName(family, "", words, extras);
    }
}
