package io.tracemill.cli.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.cli.terminal.Screen;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** People see short forms of names; programs see the whole names. */
class ShortNamesInReportsTest {

    private static final List<String> KERNELS = List.of(
            "void at::native::vectorized_elementwise_kernel<4, at::native::CUDAFunctor_add<float>, Array<char*, 3> >(int)",
            "void at::native::vectorized_elementwise_kernel<4, at::native::FillFunctor<long>, Array<char*, 1> >(int)",
            "ampere_sgemm_128x64_nn",
            "name with \u001b[31m colour");

    private static final class KernelSection implements Section<List<String>> {
        private static final Layout<String> LAYOUT = Layout.rows(
                        "kernels",
                        "Kernels",
                        Fields.<String>none()
                                .with("kernel", Unit.TEXT, "Its name.", name -> name)
                                .with("length", Unit.COUNT, "Its length.", String::length)
                                .names("kernel"))
                .key("kernel", "kernel")
                .main("length", "length")
                .build();

        @Override
        public SheetSchema schema() {
            return LAYOUT.schema();
        }

        @Override
        public Sheet sheet(List<String> kernels, int top) {
            return LAYOUT.sheet(kernels)
                    .say(Sentence.evidence(kernels.get(1) + " took ")
                            .time(5_000)
                            .text(", before " + kernels.get(3) + ".")
                            .naming(kernels))
                    .build();
        }
    }

    @Test
    void aTableAndASentenceSayShortForms() throws IOException {
        assertThat(written(ReportFormat.TABLE, 80)).isEqualTo("""
                KERNELS
                  - vectorized_elementwise<FillFunctor> i64 took 5.00 us, before name with
                    \\u001b[31m colour.

                  kernel                                   length
                  vectorized_elementwise<CUDAFunctor_add>     108
                  vectorized_elementwise<FillFunctor> i64     103
                  sgemm 128x64 nn                              22
                  name with \\u001b[31m colour                  22

                """);
    }

    @Test
    void aNarrowTableStillTellsThemApart() throws IOException {
        assertThat(written(ReportFormat.TABLE, 40)).contains("""
                  kernel                          length
                  vectorized_..<CUDAFunctor_add>     108
                  vectorized_..<FillFunctor> i64     103
                  sgemm 128x64 nn                     22
                  name with \\u001b[31m colour         22
                """);
    }

    @Test
    void programsSeeTheWholeNames() throws IOException {
        assertThat(written(ReportFormat.JSON, 80))
                .contains(
                        "\"kernel\" : \"" + KERNELS.get(0) + "\"",
                        "\"kernel\" : \"" + KERNELS.get(1) + "\"",
                        "\"kernel\" : \"ampere_sgemm_128x64_nn\"");
        assertThat(written(ReportFormat.CSV, 80))
                .contains("\"" + KERNELS.get(0) + "\",108\n", "\nampere_sgemm_128x64_nn,22\n");
    }

    private static String written(ReportFormat format, int columns) throws IOException {
        StringWriter text = new StringWriter();
        format.write(
                new Document(List.of(Document.Group.of("", List.of(new KernelSection()), List.of(KERNELS), 10))),
                text,
                Screen.plain(columns));
        return text.toString();
    }
}
