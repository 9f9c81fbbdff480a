package io.tracemill.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.streams.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {

    private static final String FILE = """
            name: mine
            revision: 2
            off: [device_silent]
            rules:
              - rule: device_temperature
                each: device
                quantity: hw.temperature
                of: mean
                window: 5
                above: {warning: 70}
                while: {quantity: hw.gpu.utilization, of: mean, above: 0.5}
                for: 10
                clear: 0
                title: A device is warm
                says: temperature
                unit: Cel
                why: It is a laptop.
                advice: Lift it.
            """;

    @TempDir
    private Path dir;

    private RuleSet read(String text) throws IOException {
        return RuleSet.own().extendedBy(Files.writeString(dir.resolve("mine.yaml"), text));
    }

    @Test
    void aRuleOfAFileTakesThePlaceOfOneOfTheProgramAndOthersCanBeOff() throws IOException {
        RuleSet rules = read(FILE);

        assertThat(rules.name()).isEqualTo("tracemill 1 + mine 2");
        assertThat(rules.rules()).hasSize(RuleSet.own().rules().size() - 1);
        assertThat(rules.rule("device_silent")).isNull();
        assertThat(rules.rule("device_temperature"))
                .satisfies(rule -> assertThat(rule.limits()).isEqualTo(new Limits(true, 70.0, null)))
                .satisfies(rule -> assertThat(rule.timing()).isEqualTo(new Rule.Timing(5, 10, 0)))
                .satisfies(
                        rule -> assertThat(rule.quantities()).containsExactly("hw.gpu.utilization", "hw.temperature"));
    }

    @Test
    void everyRuleOfTheProgramSaysWhyItsLimitsAreWhatTheyAre() {
        assertThat(RuleSet.own().rules()).hasSizeGreaterThan(20).allSatisfy(rule -> {
            assertThat(rule.texts().why()).endsWith(".");
            assertThat(rule.texts().advice()).endsWith(".");
            assertThat(rule.texts().sources()).allMatch(source -> source.startsWith("https://"));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "each: device | each: rack"
                        + " | rule device_temperature: \"each\" must be one of device, node, source but was rack",
                "of: mean | of: p95"
                        + " | rule device_temperature: \"of\" must be p50, p95 or p99 for the buckets of a histogram, and"
                        + " only then",
                "window: 5 | window: 11"
                        + " | rule device_temperature: \"window\" must be a whole number of minutes from 1 to 10",
                "warning: 70 | warming: 70"
                        + " | rule device_temperature: above: the key \"warming\" is not known; known are critical,"
                        + " warning",
                "warning: 70 | warning: 70, critical: 60"
                        + " | rule device_temperature: above: \"critical\" must be worse than \"warning\"",
                "clear: 0 | below: {warning: 3} | rule device_temperature: \"above\" must be there, or else \"below\"",
                "unit: Cel | unit: K"
                        + " | rule device_temperature: \"unit\" must be one of Hz, Cel, W, By, s, 1/s, share, factor,"
                        + " count, code, bits but was K",
                "device_silent | device_dead | \"off\" must have names of rules but one was device_dead",
                "rule: device_temperature | rule: Hot | rule Hot: \"rule\" must be of small letters, digits and _",
                "of: mean, above: 0.5 | of: mean"
                        + " | rule device_temperature: while: \"above\" must be there, or else \"below\""
            })
    void aFileThatIsWrongIsRefusedInOneLine(String right, String wrong, String message) {
        assertThatThrownBy(() -> read(FILE.replace(right, wrong)))
                .isInstanceOf(YamlException.class)
                .hasMessage("mine.yaml: " + message);
    }
}
