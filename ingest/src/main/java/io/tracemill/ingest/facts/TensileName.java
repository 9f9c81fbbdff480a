package io.tracemill.ingest.facts;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a kernel that Tensile made for rocBLAS or hipBLASLt: {@code Cijk_Ailk_Bljk_HHS_BH_..._MT128x64x16_...} is the
 * product of A and B with their indexes in this order, of half precision, in tiles of this size.
 */
final class TensileName {

    private static final Pattern NAME = Pattern.compile(
            "(Cijk|Cik)_A(ilk?|lik?)_B(ljk?|jlk?)_([A-Z]\\w?)\\w{0,200}?_MT(\\d+x\\d+(?:x\\d+)?)_.*", Pattern.DOTALL);

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("B", "bf16"),
            Map.entry("H", "f16"),
            Map.entry("S", "f32"),
            Map.entry("D", "f64"),
            Map.entry("C", "c32"),
            Map.entry("Z", "c64"),
            Map.entry("I", "i8"),
            Map.entry("F8", "fp8"),
            Map.entry("B8", "bf8"));

    private TensileName() {}

    static Matcher match(String name) {
        return NAME.matcher(name);
    }

    /** Short form of a name that has matched. An index that is summed over comes first where a matrix is transposed. */
    static ShortName shorten(Matcher name) {
        String a = name.group(2).startsWith("l") ? "t" : "n";
        String b = name.group(3).startsWith("l") ? "n" : "t";
        String letters = name.group(4);
        String type = TYPES.getOrDefault(letters, TYPES.getOrDefault(letters.substring(0, 1), letters));
        return new ShortName(name.group(1), "", List.of(type, name.group(5), a + b), List.of());
    }
}
