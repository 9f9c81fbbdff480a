package io.tracemill.cli.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Rest;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.cli.terminal.Screen;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A small document in every format. */
class RenderersTest {

    private static final String JSON = """
                {
                  "format_version" : 2,
                  "fleets" : [ {
                    "fleet" : "north",
                    "size" : {
                      "ships" : 3
                    },
                    "ships" : [ {
                      "ship" : "Bo, \\"the\\" 1st",
                      "way_ns" : 1500000,
                      "full_pct" : 33.333,
                      "tired" : true,
                      "load_bytes" : 2000,
                      "late" : true,
                      "crew" : [ ]
                    }, {
                      "ship" : null,
                      "way_ns" : 20,
                      "full_pct" : null,
                      "tired" : false,
                      "late" : false,
                      "crew" : [ {
                        "sailor" : "Ann"
                      } ]
                    }, {
                      "ship" : "C",
                      "way_ns" : 1,
                      "full_pct" : 0.0,
                      "tired" : false,
                      "load_bytes" : 0,
                      "late" : false,
                      "crew" : [ {
                        "sailor" : "Cem"
                      } ]
                    } ]
                  } ]
                }
                """;

    /** A row of the example. */
    private record Ship(
            @Nullable String name,
            long ns,
            @Nullable Double fullPct,
            @Nullable Long bytes,
            boolean late) {}

    private record Sailor(@Nullable String ship, String sailor) {}

    private static final List<Ship> SHIPS = List.of(
            new Ship("Bo, \"the\" 1st", 1_500_000, 33.333, 2_000L, true),
            new Ship(null, 20, Double.NaN, null, false),
            new Ship("C", 1, 0.0, 0L, false));

    private static final Document DOCUMENT = new Document(List.of(Document.Group.of(
            "fleets", List.of(new FleetSection(), new ShipSection(), new CrewSection()), List.of("north"), 2)));

    private static final class FleetSection implements Section<String> {
        private static final Layout<String> LAYOUT = Layout.facts(
                        "fleet",
                        "Fleet",
                        Fields.<String>none()
                                .with("fleet", Unit.TEXT, "Its name.", name -> name)
                                .with("size.ships", Unit.COUNT, "Ships.", name -> SHIPS.size())
                                .with("size.other", Unit.COUNT, "Unknown.", name -> null))
                .about("a fleet")
                .key("fleet", "fleet")
                .details()
                .build();

        @Override
        public SheetSchema schema() {
            return LAYOUT.schema();
        }

        @Override
        public Sheet sheet(String fleet, int top) {
            return LAYOUT.sheet(List.of(fleet))
                    .showing(List.of())
                    .heading("Fleet " + fleet)
                    .say(Sentence.warning("only ")
                            .count(1_234)
                            .text(" miles in ")
                            .time(5_000))
                    .build();
        }
    }

    private static final class ShipSection implements Section<String> {
        private static final Layout<Ship> LAYOUT = Layout.rows(
                        "ships",
                        "Ships",
                        Fields.<Ship>none()
                                .with(
                                        "ship",
                                        Unit.TEXT,
                                        "Its name.",
                                        ship -> new Named(ship.name(), ship.name() == null ? "nameless" : ship.name()))
                                .with("way_ns", Unit.TIME, "Its way.", Ship::ns)
                                .with("full_pct", Unit.PERCENT, "How full.", Ship::fullPct)
                                .with("load_bytes", Unit.BYTES, "Its load.", Ship::bytes)
                                .with("late", Unit.FLAG, "Whether late.", Ship::late)
                                .with("tired", Unit.FLAG, "Whether tired.", Ship::late))
                .about("by way")
                .key("ship", "ship")
                .main("way_ns", "way")
                .side("full_pct", "full")
                .main("tired", "tired")
                .details()
                .mark("late", List.of("way_ns"), "late")
                .build();

        @Override
        public SheetSchema schema() {
            return LAYOUT.schema();
        }

        @Override
        public Sheet sheet(String fleet, int top) {
            return LAYOUT.sheet(SHIPS)
                    .showingFirst(top, "ships")
                    .note(Sentence.of("A note."))
                    .build();
        }
    }

    private static final class CrewSection implements Section<String> {
        private static final Layout<Sailor> LAYOUT = Layout.rows(
                        "crew",
                        "Crew",
                        Fields.<Sailor>none()
                                .with("ship", Unit.TEXT, "Whose.", Sailor::ship)
                                .with("sailor", Unit.TEXT, "Who.", Sailor::sailor))
                .about("by ship")
                .within("ships")
                .main("ship", "ship")
                .main("sailor", "sailor")
                .build();

        @Override
        public SheetSchema schema() {
            return LAYOUT.schema();
        }

        @Override
        public Sheet sheet(String fleet, int top) {
            return LAYOUT.sheet(List.of(new Sailor(null, "Ann"), new Sailor("C", "Cem")))
                    .rest(Rest.inData(0, "sailors"))
                    .build();
        }
    }

    @Test
    void textRoundsMarksAndSaysWhatItDoesNotShow() throws IOException {
        assertThat(written(ReportFormat.TABLE)).isEqualTo("""
                Fleet north
                  WARNING: only 1,234 miles in 5.00 us

                SHIPS  (by way)
                  ship                way    full
                  Bo, "the" 1st  1.50 ms*  33.3 %  tired
                  nameless          20 ns
                  ... and 1 more ship (--top 3 shows all)
                  * late
                  A note.

                CREW  (by ship)
                  ship  sailor
                        Ann
                  C     Cem

                """);
    }

    @Test
    void jsonIsCompleteAndNests() throws IOException {
        assertThat(written(ReportFormat.JSON)).isEqualTo(JSON);
    }

    @Test
    void csvIsOneTableForEachSheet() throws IOException {
        assertThat(written(ReportFormat.CSV)).isEqualTo("""
                # fleet
                fleet,size.ships,size.other
                north,3,

                # ships
                fleet,ship,way_ns,full_pct,tired,load_bytes,late
                north,"Bo, ""the"" 1st",1500000,33.333,true,2000,true
                north,,20,,false,,false
                north,C,1,0.0,false,0,false

                # crew
                fleet,ship,sailor
                north,,Ann
                north,C,Cem
                """);
    }

    private static String written(ReportFormat format) throws IOException {
        StringWriter text = new StringWriter();
        format.write(DOCUMENT, text, Screen.plain(120));
        return text.toString();
    }
}
