package io.tracemill.telemetry.quantity;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page of telemetry has every quantity and every metric that gives it. */
class TelemetryPageTest {

    private static final Path PAGE = Path.of("../docs/telemetry.md");

    private static final String HEAD = """
            # Telemetry

            Printed from the program by `TelemetryPageTest`.

            A reading is a value of a series at a time. A series is told by its node, its source, its device, its metric
            and the labels that tell the series of a metric apart. `metric` is the exporter's own name; `quantity` is
            what was read, by a name that all exporters share. A value is in the unit of its quantity. A metric that has
            the name of a quantity is read as that quantity, unless its exporter has other rules for it. A metric without
            a quantity is kept, in the unit of the exporter.

            `source` is the kind of the exporter and its target, such as `dcgm-exporter n1:9400`. The path and query
            of a target that `scrape` reads are in it unless they are `/metrics`, as in `scrape n1:9400/gpus`. Who
            passed the reading on is no part of it, so the same reading from two collectors is one reading. Of two
            readings of one series and time with different values, the larger is kept. Labels that say for whom a
            device works, such as `pod` or `hpc_job`, are kept in `other_labels` and do not tell series apart. Labels
            that do are in `series_labels`.

            Readings come from exporters (`scrape`), from what nodes push (`receive`) and from topics of other senders
            (`bridge`); [deployment.md](deployment.md) says how each is set up.

            `node` is the name of the node without its domain, in lower case: what someone said of the target, else what
            a label of the exporter says, else the first of the labels %s,
            else the host of the target. The target is what was read, or the label `instance`, or the attribute
            `service.instance.id` where it is an address with a port. A target on loopback that `scrape` reads is of
            the machine that `scrape` runs on; elsewhere it names no node, and what no node is known of is refused.
            `device` is the surest identity that the exporter's labels have. A part of a device is `device/instance`.

            A file of the form of
            [quantities.json](../telemetry/src/main/resources/io/tracemill/telemetry/quantity/quantities.json) adds
            quantities and exporters. An exporter of the same name takes the place of the one below.
            """;

    private final QuantityTable table = QuantityTable.own();

    @Test
    void everyQuantityAndEveryExporterIsOnThePage() throws IOException {
        StringBuilder page = new StringBuilder(HEAD.formatted(names(table.node())));
        page.append("\n## Quantities\n\nUnits are in the notation of UCUM.\n\n");
        page.append("| quantity | unit | kind | what it is |\n|---|---|---|---|\n");
        for (Quantity quantity : table.quantities()) {
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            quantity.name(),
                            quantity.unit(),
                            quantity.kind().name().toLowerCase(Locale.ROOT),
                            quantity.meaning()));
        }
        table.exporters().forEach(exporter -> page.append(section(exporter)));
        if ("write".equals(System.getProperty("tracemill.golden"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(page.toString())
                .as("%s (rewritten with -Dtracemill.golden=write)", PAGE)
                .isEqualTo(Files.readString(PAGE));
    }

    private static String section(Exporter exporter) {
        StringBuilder section = new StringBuilder("\n## " + exporter.name() + "\n\n");
        ExporterLabels labels = exporter.labels();
        section.append("| | |\n|---|---|\n");
        row(section, "metrics begin with", names(exporter.toldBy()));
        row(section, "a prefix before them may be", names(exporter.prefixes()));
        row(section, "node", names(labels.node()));
        row(section, "device", names(labels.device()));
        row(section, "part of a device", names(labels.instance()));
        row(
                section,
                "part that speaks for the whole device",
                labels.speaker() == null ? "" : '`' + labels.speaker() + '`');
        List<String> identity = labels.identity();
        row(section, "labels that tell series apart", identity == null ? "all others" : names(identity));
        row(
                section,
                "values that stand for none",
                exporter.metrics().blanks().stream()
                        .map(blank -> blank.low() == blank.high()
                                ? number(blank.low())
                                : number(blank.low()) + " to " + number(blank.high()))
                        .collect(joining(", ")));
        section.append("\n| metric | quantity | factor |\n|---|---|---|\n");
        exporter.metrics().rules().values().stream()
                .flatMap(List::stream)
                .forEach(rule -> section.append("| `%s`%s | `%s` | %s |\n"
                        .formatted(
                                rule.metric(),
                                rule.labels().entrySet().stream()
                                        .map(label -> ", `" + label.getKey() + "=\"" + label.getValue() + "\"`")
                                        .collect(joining()),
                                rule.quantity().name(),
                                number(rule.factor()))));
        return section.toString();
    }

    private static void row(StringBuilder section, String what, String said) {
        if (!said.isEmpty()) {
            section.append("| ").append(what).append(" | ").append(said).append(" |\n");
        }
    }

    private static String names(List<String> names) {
        return names.stream().map(name -> '`' + name + '`').collect(joining(", "));
    }

    private static String number(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e16;
        return whole ? String.format(Locale.ROOT, "%,d", (long) number) : Double.toString(number);
    }
}
