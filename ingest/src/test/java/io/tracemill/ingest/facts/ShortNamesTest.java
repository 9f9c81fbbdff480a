package io.tracemill.ingest.facts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortNamesTest {

    private static final int WIDE = 1000;

    private static final String ADD =
            "void at::native::vectorized_elementwise_kernel<%s, at::native::CUDAFunctor_add<%s>,"
                    + " std::array<char*, 3ul> >(int, at::native::CUDAFunctor_add<%s>, std::array<char*, 3ul>)";

    /** Pairs of a name and its short form, each on a line. */
    private static List<String> table() throws IOException {
        try (InputStream lines = ShortNamesTest.class.getResourceAsStream("short-names.txt")) {
            return new String(lines.readAllBytes(), UTF_8).lines().toList();
        }
    }

    private static List<String> names() throws IOException {
        List<String> lines = table();
        return IntStream.range(0, lines.size() / 2)
                .mapToObj(i -> lines.get(2 * i))
                .toList();
    }

    @Test
    void eachNameIsSaidInTheTermsOfTheField() throws IOException {
        List<String> said = new ArrayList<>();
        for (String name : names()) {
            said.add(name);
            said.add("    " + ShortNames.of(List.of(name)).of(name, WIDE));
        }
        assertThat(said).isEqualTo(table());
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 20, 24, 40, 60, 120})
    void noTwoNamesLookAlikeAtAnyWidth(int width) throws IOException {
        ShortNames names = ShortNames.of(names());
        List<String> said = names().stream().map(name -> names.of(name, width)).toList();

        assertThat(said).doesNotHaveDuplicates().allMatch(text -> text.length() <= width);
    }

    @Test
    void theOrderOfTheNamesDoesNotMatter() throws IOException {
        List<String> shuffled = new ArrayList<>(names());
        Collections.shuffle(shuffled, new Random(7));
        ShortNames names = ShortNames.of(names());
        ShortNames others = ShortNames.of(shuffled);

        assertThat(names()).allSatisfy(name -> assertThat(names.of(name, 24)).isEqualTo(others.of(name, 24)));
    }

    @Test
    void whatNamesShareIsLeftOutAndWhatDiffersIsSaid() {
        String two = String.format(ADD, "2", "float", "float");
        String four = String.format(ADD, "4", "float", "float");
        String half = String.format(ADD, "4", "c10::Half", "c10::Half");
        ShortNames names = ShortNames.of(List.of(two, four, half));

        assertThat(names.of(two, WIDE)).isEqualTo("vectorized_elementwise<CUDAFunctor_add> 2");
        assertThat(names.of(four, WIDE)).isEqualTo("vectorized_elementwise<CUDAFunctor_add> 4");
        assertThat(names.of(half, WIDE)).isEqualTo("vectorized_elementwise<CUDAFunctor_add> f16");
        assertThat(names.of(two, 24)).isEqualTo("vec..<CUDAFunctor_add> 2");
        assertThat(names.of(half, 16)).isEqualTo("vec..<CUDAF..f16");
    }

    @Test
    void namesThatDifferBeyondWhatIsReadAreNumbered() {
        String name = "x".repeat(NameTokens.LONGEST);
        ShortNames names = ShortNames.of(List.of(name + "a", name + "b"));

        assertThat(names.of(name + "b", 20)).isEqualTo(names.of(name + "a", 20).substring(0, 15) + ".. #2");
    }

    @Test
    void aNameThatIsNotOfTheTableIsCut() {
        assertThat(ShortNames.of(List.of()).of("abcdefghijklmnopqrstuvwxyz", 16))
                .isEqualTo("abcdefghij..wxyz");
    }

    static List<String> hostile() {
        int size = 100_000;
        return List.of(
                "<".repeat(size),
                "void a" + "<".repeat(size),
                "void " + "a<".repeat(size / 2),
                "void " + "a<".repeat(size / 4) + ">".repeat(size / 4) + "(int)",
                "void a" + "(".repeat(size),
                "void " + "a::".repeat(size / 3) + "f<int>(int)",
                "void f<" + "ReduceOp<float, ".repeat(size / 16) + ">()",
                "void kernel<" + "kernel<".repeat(size / 7) + "x",
                "cutlass_" + "_".repeat(size),
                "ampere_" + "a_".repeat(size / 2),
                "Cijk_Ailk_Bljk_B" + "_MT1".repeat(size / 4),
                "_ZN" + "1a".repeat(size / 2),
                "_ZN9999999999a",
                "autograd::engine::evaluate_function: ".repeat(size / 37),
                "a b: ".repeat(size / 5) + "c",
                "/a".repeat(size / 2) + ".py(1): f",
                "void flash_a_kernel<" + "traits<1, ".repeat(200),
                "ncclKernel_" + "a_".repeat(1000) + "!",
                "",
                " ");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileNameIsShortenedSoonAndToldFromOthers(String name) {
        List<String> all = List.of(name, name + "x", "y" + name);
        Assertions.assertThatCode(() -> {
                    ShortNames names = ShortNames.of(all);
                    assertThat(new HashSet<>(
                                    all.stream().map(one -> names.of(one, 16)).toList()))
                            .hasSize(3);
                    assertThat(names.of(name, WIDE).length()).isLessThanOrEqualTo(WIDE);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void manyNamesThatShareAlmostAllWordsAreShortenedInLittleMemory() {
        List<String> many = IntStream.range(0, 5_000)
                .mapToObj(i -> "void f<" + "x,".repeat(400) + i + ">(int)")
                .toList();
        Assertions.assertThat(org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofMinutes(1), () -> {
                    ShortNames names = ShortNames.of(many);
                    return many.stream()
                            .map(name -> names.of(name, 16))
                            .distinct()
                            .count();
                }))
                .isEqualTo(5_000);
    }
}
