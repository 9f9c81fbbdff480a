package io.tracemill.schemas.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.HostActivity;
import io.tracemill.schemas.IdleCause;
import io.tracemill.schemas.Remark;
import io.tracemill.schemas.RemarkKind;
import io.tracemill.schemas.RemarkValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TemplatesTest {

    private static Map<String, Set<String>> places(Language language) {
        Map<String, Set<String>> places = new TreeMap<>();
        Templates.of(language).all().forEach((key, template) -> places.put(key, template.places()));
        return places;
    }

    @ParameterizedTest
    @EnumSource
    void everyLanguageHasTheSameKeysAndPlaces(Language language) {
        assertThat(places(language)).isEqualTo(places(Language.EN));
        assertThat(Templates.of(language).all().values())
                .allSatisfy(template -> assertThat(template.text()).isNotBlank());
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasWords(Language language) {
        Stream<String> keys = Stream.of(
                        codes("advice.", Advice.values()),
                        codes("activity.", HostActivity.values()),
                        codes("activity.", IdleCause.values()),
                        codes("bound.", BottleneckClass.values()),
                        codes("confidence.", Confidence.values()))
                .flatMap(some -> some);
        assertThat(Templates.of(language).all()).containsKeys(keys.toArray(String[]::new));
    }

    private static Stream<String> codes(String prefix, Enum<?>... values) {
        return Arrays.stream(values).map(value -> prefix + value.name());
    }

    @Test
    void adviceNeverGuessesThatArithmeticIsTheLimitNorBlamesStreams() {
        assertThat(advice(Language.EN))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text.toLowerCase(Locale.ROOT))
                        .doesNotContain("precision", "fp16", "bf16", "tf32", "fp8", "tensor core", "stream"));
        assertThat(advice(Language.ZH))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).doesNotContain("精度", "半精度", "流"));
    }

    private static Stream<String> advice(Language language) {
        return Templates.of(language).all().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("advice"))
                .map(entry -> entry.getValue().text());
    }

    @Test
    void aTemplateIsFilledOnlyIfEachPlaceHasAValue() {
        Template template = new Template("{share} of {name}, {share}");
        assertThat(template.places()).containsExactly("name", "share");
        assertThat(template.fill(Map.of("share", "5 %", "name", "{x} $1", "more", "")))
                .isEqualTo("5 % of {x} $1, 5 %");
        assertThatThrownBy(() -> template.fill(Map.of("name", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a value must be given for each place but {share} of \"{share} of {name}, {share}\" has none");
    }

    @Test
    void wordsAgreeWithTheirNumber() {
        Template template = new Template("{count} {count?call has:calls have} ended");
        assertThat(template.places()).containsExactly("count");
        assertThat(template.fill(Map.of("count", "1"))).isEqualTo("1 call has ended");
        assertThat(template.fill(Map.of("count", "11"))).isEqualTo("11 calls have ended");
        assertThatThrownBy(() -> template.fill(Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void timesHaveThreeDigitsAndAUnit() {
        assertThat(Figure.time(0)).isEqualTo("0 ns");
        assertThat(Figure.time(2_975)).isEqualTo("2.98 us");
        assertThat(Figure.time(163_800_000)).isEqualTo("164 ms");
        assertThat(Figure.time(9_607_800_000L)).isEqualTo("9.61 s");
    }

    @Test
    void partsOfIdleTimeThatAreZeroAreLeftOut() {
        assertThat(idleParts("0.000 ms", "1.500 ms")) // as older versions wrote it
                .isEqualTo("Idle time of 5.00 ms: 3.50 ms before the next launch began, 1.500 ms after the launch.");
        assertThat(idleParts("250 us", "0 ns"))
                .isEqualTo("Idle time of 5.00 ms: 3.50 ms before the next launch began, 250 us during the launch.");
    }

    private static String idleParts(String launch, String device) {
        List<RemarkValue> values = List.of(
                new RemarkValue("device", device),
                new RemarkValue("host", "3.50 ms"),
                new RemarkValue("idle", "5.00 ms"),
                new RemarkValue("launch", launch),
                new RemarkValue("unknown", "0 ns"));
        return new Wording(Language.EN)
                .remark(new Remark(RemarkKind.EVIDENCE, "IDLE_PARTS", values))
                .orElseThrow();
    }

    @Test
    void theLanguageFollowsTheLocale() {
        assertThat(Language.of(Map.of("LANG", "zh_CN.UTF-8"))).isEqualTo(Language.ZH);
        assertThat(Language.of(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "zh"))).isEqualTo(Language.ZH);
        assertThat(Language.of(Map.of("LANG", "zh_CN.UTF-8", "LC_MESSAGES", "C")))
                .isEqualTo(Language.EN);
        assertThat(Language.of(Map.of("LANG", "zhx", "LC_ALL", ""))).isEqualTo(Language.EN);
        assertThat(Language.of(Map.of())).isEqualTo(Language.EN);
    }
}
