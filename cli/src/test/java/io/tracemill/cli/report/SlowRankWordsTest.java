package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.render.TextRenderer;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import io.tracemill.schemas.wording.Language;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlowRankWordsTest {

    static {
        // Making a serde is what tells Avro to trust the generated types, which it otherwise refuses to copy.
        AvroSerde.of(SlowRankFinding.class);
    }

    private static final RunReport RUN = RunRows.run(16);

    private static String sentence(SlowRankFinding row, Language language) {
        List<Sentence> said = new SlowRankWords(new BottleneckWords(language)).finding(row, RUN);
        return TextRenderer.texts(said).get(0);
    }

    private static SlowRankFinding computing(Integer... ranks) {
        return SlowRankFinding.newBuilder(RUN.findings().get(0))
                .setRanks(List.of(ranks))
                .build();
    }

    @Test
    void ranksAgreeWithTheirNumber() {
        assertThat(sentence(computing(2), Language.EN))
                .startsWith("Rank 2 computes longer than the other ranks, which costs 12.3 % of the step time;");
        assertThat(sentence(computing(0, 2, 3, 4), Language.EN))
                .startsWith("Ranks 0, 2-4 compute longer than the other ranks, which costs ");
        assertThat(sentence(computing(2), Language.ZH)).startsWith("rank 2 的计算时间比其他 rank 长，占 step 时间的 12.3 %；");
        assertThat(sentence(computing(0, 2, 3, 4), Language.ZH)).startsWith("rank 0, 2-4 的计算时间都比其他 rank 长，");
    }

    @ParameterizedTest
    @EnumSource
    void everyKindHasASentenceInEachLanguage(SlowRankKind kind) {
        for (SlowRankKind part : List.of(SlowRankKind.SLOW_COMPUTE, SlowRankKind.SLOW_HOST, SlowRankKind.SLOW_INPUT)) {
            SlowRankFinding row = SlowRankFinding.newBuilder(computing(1, 2))
                    .setKind(kind)
                    .setHost("node-7")
                    .setPart(part)
                    .build();

            assertThat(sentence(row, Language.EN)).doesNotContain("{").endsWith(".");
            assertThat(sentence(row, Language.ZH)).doesNotContain("{").endsWith("。");
        }
    }

    @Test
    void allSentencesOfARunAreInTheLanguageOfTheReader() {
        ReportSettings settings = new ReportSettings(15, Language.EN);

        for (String key : List.of("slow_ranks", "ranks")) {
            assertThat(texts(key, settings)).isNotEmpty().noneMatch(SlowRankWordsTest::isChinese);
            assertThat(texts(key, settings.in(Language.ZH)))
                    .hasSameSizeAs(texts(key, settings))
                    .allMatch(SlowRankWordsTest::isChinese);
        }
    }

    private static List<String> texts(String key, ReportSettings settings) {
        return Report.run(RUN, settings).sheets().stream()
                .filter(sheet -> sheet.key().equals(key))
                .flatMap(sheet -> TextRenderer.texts(sheet.sentences()).stream())
                .toList();
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN);
    }
}
