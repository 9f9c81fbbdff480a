package io.tracemill.cli.report;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.Golden;
import io.tracemill.cli.capacity.Capacity;
import io.tracemill.cli.diff.DiffReport;
import io.tracemill.cli.report.render.JsonRenderer;
import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.cli.report.sheet.Column;
import io.tracemill.cli.report.sheet.Document.Group;
import io.tracemill.cli.report.sheet.Priority;
import io.tracemill.cli.report.sheet.Shape;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.SheetSchema.Role;
import io.tracemill.cli.rules.RulesReport;
import io.tracemill.cli.runs.RunsReport;
import io.tracemill.cli.trends.Trends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of the report's sheets is what the sections declare, and what JSON holds. */
class ReportPageTest {

    private static final Path PAGE = Path.of("../docs/report.md");

    private static final String HEAD = """
            # Report

            Printed from the program by `ReportPageTest`.

            `report` and `analyze` print the same sheets in three formats. `--format table` is for people: it rounds, and shows
            the first rows of each sheet (`--top`), with short forms of the names of kernels, operators and modules. In one table
            no two names look alike; a name that nothing shorter tells apart ends with a number, such as `#2`. `--format json`
            and `--format csv` are for programs: they hold every row, whole names, and every number as it is, with its unit at
            the end of the key (`_ns`, `_bytes`, `_pct`, `_gb_per_s`).

            **JSON** is one object. `format_version` is %d; it goes up when a key disappears or changes its meaning, not when one
            is added, so ignore keys that you do not know. A dot in a key stands for an object inside an object:
            `header.world_size` is `world_size` in `header`. A value that is null is absent, but a key marked with * is always
            there.

            **CSV** has each sheet of all traces after a line `# key`, with an empty line between two sheets. `--sheet KEY` prints
            one sheet alone, which any CSV reader can read. The first columns say which trace or run a row is about. Null
            is an empty field; lists and objects are written as JSON. Views, which choose and order values of other sheets
            for people, are in CSV but not in JSON.

            **HTML.** The data of a page also has what telemetry says of the run, if the archive has `device_health` and
            `trace_telemetry`. `telemetry_lanes` has `origin_ns`, in ns since the epoch, the `devices` of the traces, and
            `devices_left_out`, the number of those without room. A device has `trace_id`, `device`, `node`, `telemetry_device`
            (its name in the telemetry), its `steps`, and `quantities`: clock, power, temperature and utilisation. Each minute of a
            quantity is a list: its start in ns from the origin, its length in ns, its mean, least and most. They are the minutes
            from ten minutes before the trace to ten minutes after it. `alerts` has at most 200 alerts of that time on the run, its
            nodes and its devices, the critical ones first: `rule`, `subject`, `level`, `summary`, `advice`, `since_ns`, and
            `end_ns` if it ended. The view Telemetry of a run draws the lanes of a device with the median of the other devices and
            the steps, and lists the alerts. The page of a trace from `serve` has neither.
            """.formatted(JsonRenderer.FORMAT_VERSION);

    /** Heading from which on the page has the sheets of other commands. */
    private static final String OTHER_COMMANDS = "## Comparisons";

    @Test
    void theSheetsAreDocumentedAsTheyAre() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        for (Group group : Printed.document().groups()) {
            page.append("\n## ")
                    .append(
                            switch (group.key()) {
                                case "" -> "All traces together";
                                case "traces" -> "Traces";
                                default -> "Runs";
                            })
                    .append("\n");
            group.schemas().forEach(schema -> page.append(section(schema, "." + group.key() + "[]")));
        }
        page.append("\n" + OTHER_COMMANDS + " (`diff`)\n");
        DiffReport.schemas().forEach(schema -> page.append(section(schema, "")));
        page.append("\n## Runs of an archive (`runs`)\n").append(section(RunsReport.schema(), ""));
        page.append("\n## Runs over days (`trends`)\n");
        Trends.schemas().forEach(schema -> page.append(section(schema, "")));
        page.append("\n## Use of the devices (`capacity`)\n");
        Capacity.schemas().forEach(schema -> page.append(section(schema, "")));
        page.append("\n## Rules of alerts (`rules`)\n");
        RulesReport.schemas().forEach(schema -> page.append(section(schema, "")));
        Golden.assertSame(PAGE, page.toString());
    }

    @Test
    void jsonHoldsWhatThePageSaysAndNothingElse() throws IOException {
        Map<String, String> declared = declared(Files.readString(PAGE));
        JsonNode json = new ObjectMapper().readTree(Printed.text(Printed.document(), ReportFormat.JSON, 120));

        List<String> wrong = new ArrayList<>();
        json.properties().forEach(member -> check("." + member.getKey(), member.getValue(), declared, wrong));
        assertThat(wrong).isEmpty();
        for (JsonNode trace : json.path("traces")) {
            assertThat(new TreeSet<>(List.of(
                            "bottlenecks", "timeline", "operators", "kernels", "pipelines", "memory", "communication")))
                    .allSatisfy(key -> assertThat(trace.has(key)).as(key).isTrue());
        }
    }

    /** Objects and arrays are gone into; what is in them must be declared, with its type. */
    private static void check(String path, JsonNode value, Map<String, String> declared, List<String> wrong) {
        String type = declared.get(path);
        if (type != null) {
            if (!is(type, value)) {
                wrong.add(path + " must be " + type + " but is " + value);
            }
        } else if (value.isArray()) {
            value.forEach(item -> check(path + "[]", item, declared, wrong));
        } else if (value.isObject() && declared.keySet().stream().anyMatch(key -> key.startsWith(path + "."))) {
            value.properties()
                    .forEach(member -> check(path + "." + member.getKey(), member.getValue(), declared, wrong));
        } else if (!path.equals(".format_version")) {
            wrong.add(path + " is not declared");
        }
    }

    private static boolean is(String type, JsonNode value) {
        if (type.endsWith("*") && value.isNull()) {
            return true;
        }
        String plain = type.replace("*", "");
        if (plain.startsWith("list of ")) {
            return value.isArray() && all(value, plain.substring("list of ".length()));
        }
        if (plain.startsWith("object of ")) {
            return value.isObject() && all(value, plain.substring("object of ".length()));
        }
        return switch (plain) {
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> false;
        };
    }

    private static boolean all(JsonNode values, String type) {
        for (JsonNode value : values) {
            if (!is(type, value)) {
                return false;
            }
        }
        return true;
    }

    /** Types by the paths of values, as the page gives them. */
    private static Map<String, String> declared(String page) {
        Pattern place = Pattern.compile("^In JSON: `(.*)`\\.$");
        Pattern row = Pattern.compile("^\\| `([^`]+)`(\\*?) \\| ([a-z ]+) \\|.*");
        Map<String, String> declared = new HashMap<>();
        String path = null;
        List<String> ofReport =
                page.lines().takeWhile(line -> !line.startsWith(OTHER_COMMANDS)).toList();
        for (String line : ofReport) {
            Matcher at = place.matcher(line);
            Matcher key = row.matcher(line);
            if (line.startsWith("#")) {
                path = null;
            } else if (at.matches()) {
                path = at.group(1);
            } else if (path != null && key.matches()) {
                declared.put(path + "." + key.group(1), key.group(3) + key.group(2));
            }
        }
        return declared;
    }

    private static String section(SheetSchema schema, String subject) {
        return "\n### `" + schema.key() + "`\n\n" + schema.heading() + ": " + schema.about() + ".\n\n"
                + place(schema, subject) + "\n\n| key | type | unit | meaning |\n|---|---|---|---|\n"
                + schema.columns().stream().map(ReportPageTest::row).collect(joining());
    }

    private static String place(SheetSchema schema, String subject) {
        if (schema.role() == Role.VIEW) {
            return "A view, not in JSON.";
        }
        String parent = schema.parent().map(key -> "." + key + "[]").orElse("");
        String place = schema.role() == Role.FACTS ? subject : subject + parent + "." + schema.key() + "[]";
        return place.isEmpty() ? "In JSON: the object itself." : "In JSON: `" + place + "`.";
    }

    private static String row(Column column) {
        String type = column.unit().type();
        String shaped = column.shape() == Shape.LIST
                ? "list of " + type
                : column.shape() == Shape.MAP ? "object of " + type : type;
        return "| `" + column.key() + "`" + (column.priority() == Priority.KEY ? "*" : "") + " | " + shaped + " | "
                + column.unit().symbol() + " | " + column.meaning().replace("|", "\\|") + " |\n";
    }
}
