package io.tracemill.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogOutputTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final LogOutput output = new LogOutput(err);

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String untimed(String line) {
        return line.replaceFirst("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
    }

    private String said(String logger) {
        bytes.reset();
        Logger log = output.getLogger(logger);
        log.error("e");
        log.warn("w");
        log.info("i");
        log.debug("d");
        log.trace("t");
        return String.join(
                "",
                lines().stream().map(line -> line.substring(line.length() - 1)).toList());
    }

    @ParameterizedTest
    @CsvSource({"ERROR,e,''", "WARN,ew,''", "INFO,ewi,ew", "DEBUG,ewid,ewi"})
    void kafkaIsOneLevelQuieterAndSilentByDefault(LogLevel level, String own, String kafka) {
        output.set(level, LogFormat.TEXT);
        assertThat(said("io.tracemill.storage.ArchiveJob")).isEqualTo(own);
        assertThat(said("org.apache.kafka.clients.NetworkClient")).isEqualTo(kafka);
        assertThat(said("kafka.server.KafkaRaftServer")).isEqualTo(kafka);
        assertThat(said("state.change.logger")).isEqualTo(kafka);
    }

    @Test
    void isAtWarningsUnlessToldOtherwise() {
        assertThat(said("x.Y")).isEqualTo("ew");
    }

    @Test
    void aLineOfTextHasTimeLevelClassAndMessageAndTheStackBelow() {
        output.getLogger("io.tracemill.X").warn("{} of {}", 3, "seven", new IllegalStateException("why"));
        assertThat(untimed(lines().get(0))).isEqualTo("TIME WARN X: 3 of seven");
        assertThat(lines().get(1)).isEqualTo("java.lang.IllegalStateException: why");
        assertThat(lines().get(2)).startsWith("\tat ");
    }

    @Test
    void aLineOfJsonIsOneObjectWhateverItSays() {
        output.set(LogLevel.WARN, LogFormat.JSON);
        output.getLogger("io.tracemill.X").warn("two\nlines, \"{}\"", "quoted", new IllegalStateException("why"));
        output.getLogger("io.tracemill.X").error("plain");
        assertThat(lines()).hasSize(2);
        assertThat(untimed(lines().get(0)))
                .startsWith(
                        "{\"time\":\"TIME\",\"level\":\"WARN\",\"logger\":\"io.tracemill.X\","
                                + "\"message\":\"two\\nlines, \\\"quoted\\\"\",\"error\":\"java.lang.IllegalStateException: why\\n");
        assertThat(untimed(lines().get(1)))
                .isEqualTo(
                        "{\"time\":\"TIME\",\"level\":\"ERROR\",\"logger\":\"io.tracemill.X\",\"message\":\"plain\"}");
    }

    @Test
    void whatACommandSaysBecomesLinesOfTheLog() {
        PrintStream talk = LogLineStream.over(err, LogFormat.JSON, Level.INFO);
        talk.println("tracemill stream: läuft");
        talk.print("half a ");
        talk.println("line");
        assertThat(lines().stream().map(LogOutputTest::untimed))
                .containsExactly(
                        "{\"time\":\"TIME\",\"level\":\"INFO\",\"logger\":\"io.tracemill\",\"message\":\"tracemill stream: läuft\"}",
                        "{\"time\":\"TIME\",\"level\":\"INFO\",\"logger\":\"io.tracemill\",\"message\":\"half a line\"}");
    }

    @Test
    void slf4jFindsIt() {
        assertThat(LoggerFactory.getILoggerFactory()).isSameAs(LogOutput.ofProcess());
    }
}
