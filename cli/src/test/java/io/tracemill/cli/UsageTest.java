package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.config.Alternatives;
import io.tracemill.cli.report.Report;
import io.tracemill.cli.report.sheet.SheetSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments and settings that make no sense: one line that says what was probably meant, and nothing begun. */
class UsageTest {

    @TempDir
    Path dir;

    @Test
    void anUnknownFlagIsRejectedWithTheOneThatWasMeant() {
        rejected(
                CommandLineRun.of("generate", "out.json", "--with-stak"),
                "tracemill generate: unknown option --with-stak; did you mean --with-stack?");
    }

    @Test
    void anUnknownFlagLikeNoOtherIsRejectedWithAHintAtTheHelp() {
        rejected(
                CommandLineRun.of("generate", "out.json", "--frobnicate=7"),
                "tracemill generate: unknown option --frobnicate; see tracemill generate --help");
    }

    @Test
    void aPageExcludesWhatSaysHowTextIsPrinted() {
        String page = dir.resolve("page.html").toString();
        for (String option : new String[] {"--format=json", "--sheet=kernels", "--kernel=gemm", "--full"}) {
            rejected(
                    CommandLineRun.of("report", "--data", dir.toString(), "--html", page, option),
                    "tracemill report: --html and " + option.replaceFirst("=.*", "") + " exclude each other");
        }
        rejected(
                CommandLineRun.of("diff", "a", "b", "--data", dir.toString(), "--html", page, "--format", "markdown"),
                "tracemill diff: --html and --format exclude each other");
        rejected(
                CommandLineRun.of("report", "--data", dir.toString(), "--html", page + "/x.html"),
                "tracemill report: --html must name a file in a directory that exists but was " + page + "/x.html");
        rejected(
                CommandLineRun.of("report", "--data", dir.toString(), "--step", "1", "--step", "2"),
                "tracemill report: only with --html, --step may be given several times");
    }

    @Test
    void anUnknownCommandIsRejectedEvenIfItsDirectoryIsNamedLikeACommand() {
        rejected(
                CommandLineRun.of("quary", "--data", "archive", "from runs"),
                "tracemill: unknown command quary; did you mean query?");
    }

    @Test
    void anUnknownCommandIsRejectedWithTheOneThatWasMeant() {
        rejected(CommandLineRun.of("reprot", "x"), "tracemill: unknown command reprot; did you mean report?");
    }

    @Test
    void anEmptyPathIsNoWishForTheCurrentDirectory() {
        rejected(
                CommandLineRun.of("analyze", "trace.json", "--out", ""),
                "tracemill analyze: a path or --out is empty, expected a name");
    }

    @Test
    void aNegativeRankIsRejected() {
        rejected(
                CommandLineRun.of("analyze", "trace.json", "--out", "archive", "--rank", "-1"),
                "tracemill analyze: rank must be at least 0 but was -1");
    }

    @Test
    void whatIsNoLabelIsRejected() {
        rejected(
                CommandLineRun.of("analyze", "trace.json", "--label", "commit"),
                "tracemill analyze: invalid value for option '--label' (KEY=VALUE): a label must be key=value but was"
                        + " \"commit\"");
        rejected(
                CommandLineRun.of("ingest", "trace.json", "--bootstrap-server", "x:1", "--label", "a=1,b=2,a=3"),
                "tracemill ingest: --label a must be given once");
        rejected(
                CommandLineRun.with(Map.of("TRACEMILL_LABEL", "job=1,model="), "analyze", "trace.json"),
                "tracemill analyze: TRACEMILL_LABEL: invalid value for option '--label' (KEY=VALUE): the value of label"
                        + " model must have 1 to 256 characters but was \"\"");
    }

    @Test
    void anUnknownSheetIsRejectedWithThoseThereAre() {
        rejected(
                CommandLineRun.of("report", "--data", "archive", "--format", "csv", "--sheet", "kernel"),
                "tracemill report: invalid value for option '--sheet': there is no sheet \"kernel\", expected "
                        + Alternatives.of(
                                Report.schemas().stream().map(SheetSchema::key).toList()));
        rejected(
                CommandLineRun.of("analyze", "trace.json", "--out", "archive", "--sheet", "kernels"),
                "tracemill analyze: --sheet needs --format csv");
    }

    @Test
    void aLanguageIsTakenByItsCodeOrALocaleOfIt() {
        for (String language : new String[] {"zh", "zh-CN", "zh_CN.UTF-8", "EN"}) {
            assertThat(CommandLineRun.of("report", "--data", dir.toString(), "--language", language)
                            .code())
                    .isEqualTo(1); // there is no trace in it
        }
        rejected(
                CommandLineRun.of("report", "--data", "archive", "--language", "fr"),
                "tracemill report: invalid value for option '--language': expected en or zh but was \"fr\"");
    }

    @Test
    void whatCannotBeMeasuredIsRejected() {
        rejected(
                CommandLineRun.of("bench", "--traces", "0"),
                "tracemill bench: invalid value for option '--traces': must be a number of at least 1 but was \"0\"");
        rejected(
                CommandLineRun.of("bench", "--traces", "2", "--file", "trace.json"),
                "tracemill bench: --traces 2 needs generated traces, but --file names one");
        rejected(
                CommandLineRun.of("bench", "--heap", "much"),
                "tracemill bench: --heap must be a number and k, m or g but was \"much\"");
        rejected(
                CommandLineRun.of("bench", "--size", "10"),
                "tracemill bench: size must be at least 1000000 bytes but was 10");
    }

    @Test
    void noCommandIsRejected() {
        rejected(CommandLineRun.of(), "tracemill: a command is missing; see tracemill --help");
    }

    @Test
    void aMissingOptionIsNamed() {
        rejected(
                CommandLineRun.of("query", "select 1"),
                "tracemill query: missing required option: '--data=DIR'; see tracemill query --help");
    }

    @Test
    void aValueThatCannotBeMeantIsNamed() {
        rejected(
                CommandLineRun.of("generate", "out.json", "--size", "big"),
                "tracemill generate: invalid value for option '--size': must be a size such as 500MB or 2GiB but was \"big\"");
    }

    @Test
    void aValueThatIsNoneOfTheAlternativesIsToldWhatTheyAre() {
        rejected(
                CommandLineRun.of("archive", "verify", "--data", "archive", "--format", "xml"),
                "tracemill archive verify: invalid value for option '--format': expected table or json but was \"xml\"");
        rejected(
                CommandLineRun.of("query", "--data", "archive", "--format", "xml"),
                "tracemill query: invalid value for option '--format': expected table, json, csv, parquet or xlsx"
                        + " but was \"xml\"");
    }

    @Test
    void aMisspeltKeyInAFileIsRejectedWithItsLine() throws IOException {
        Path file = file("# ours", "seed = 7", "with-stak = true");

        rejected(
                CommandLineRun.of("generate", "out.json", "--config", file.toString()),
                "tracemill: " + file + ": line 3: unknown key \"with-stak\"; did you mean \"with-stack\"?");
    }

    @Test
    void anEnvironmentVariablesNameInAFileIsRejectedWithTheKey() throws IOException {
        Path file = file("TRACEMILL_WITH_STACK=true");

        rejected(
                CommandLineRun.of("generate", "out.json", "--config=" + file),
                "tracemill: " + file + ": line 1: unknown key \"TRACEMILL_WITH_STACK\"; did you mean \"with-stack\"?");
    }

    @Test
    void aLineThatIsNoSettingIsRejected() throws IOException {
        Path file = file("seed 7");

        rejected(
                CommandLineRun.of("generate", "out.json", "--config", file.toString()),
                "tracemill: " + file + ": line 1: must be 'name = value' but was \"seed 7\"");
    }

    @Test
    void aKeySetTwiceIsRejected() throws IOException {
        Path file = file("seed = 7", "seed = 8");

        rejected(
                CommandLineRun.of("generate", "out.json", "--config", file.toString()),
                "tracemill: " + file + ": line 2: \"seed\" is set twice");
    }

    @Test
    void aMissingConfigFileIsNamed() {
        Path file = dir.resolve("none.properties");

        rejected(
                CommandLineRun.of("generate", "out.json", "--config", file.toString()),
                "tracemill: " + file + ": cannot be read (NoSuchFileException)");
    }

    @Test
    void aValueInAFileThatCannotBeMeantIsNamedWithItsLine() throws IOException {
        Path file = file("seed = x");

        rejected(
                CommandLineRun.of("generate", "out.json", "--config", file.toString()),
                "tracemill generate: " + file
                        + ": line 1: invalid value for option '--seed': must be a whole number but was \"x\"");
    }

    @Test
    void aMisspeltVariableIsRejected() {
        rejected(
                CommandLineRun.with(Map.of("TRACEMILL_SEEED", "7"), "generate", "out.json"),
                "tracemill: environment: unknown variable TRACEMILL_SEEED; did you mean TRACEMILL_SEED?");
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
        Path file = file("size = 1.1MB", "seed = 3");
        Map<String, String> environment = Map.of("TRACEMILL_SEED", "4", "TRACEMILL_SIZE", "1.2MB");

        assertThat(generated(environment, "--config", file.toString(), "--seed", "5"))
                .isEqualTo(generated(Map.of(), "--seed", "5", "--size", "1.2MB"));
        assertThat(generated(environment, "--config", file.toString()))
                .isEqualTo(generated(Map.of(), "--seed", "4", "--size", "1.2MB"));
        assertThat(generated(Map.of(), "--config", file.toString()))
                .isEqualTo(generated(Map.of(), "--seed", "3", "--size", "1.1MB"));
    }

    @Test
    void aFailedWriteToStdoutIsAFailure() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        CommandLineRun run = CommandLineRun.to(full, Map.of(), "completion");

        assertThat(run.err()).isEqualTo("tracemill: standard output: No space left on device\n");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void aReaderOfStdoutThatHasReadEnoughIsNoFailure() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        assertThat(CommandLineRun.to(closed, Map.of(), "completion")).isEqualTo(new CommandLineRun(141, "", ""));
    }

    private byte[] generated(Map<String, String> environment, String... options) throws IOException {
        Path trace = dir.resolve("trace.json");
        String[] args = new String[options.length + 2];
        args[0] = "generate";
        args[1] = trace.toString();
        System.arraycopy(options, 0, args, 2, options.length);
        assertThat(CommandLineRun.with(environment, args)).isEqualTo(new CommandLineRun(0, "", ""));
        return Files.readAllBytes(trace);
    }

    private Path file(String... lines) throws IOException {
        return Files.write(dir.resolve("tracemill.properties"), java.util.List.of(lines));
    }

    private static void rejected(CommandLineRun run, String line) {
        assertThat(run.err()).isEqualTo(line + "\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(2);
    }
}
