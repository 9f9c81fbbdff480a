package io.tracemill.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Pieces that are compressed one by one are one text, and their sizes add up. */
class PageDataTest {

    private static final String LONG = "{\"names\":[" + "\"aten::mm\",".repeat(20_000) + "\"后\"]}";

    private static PageData data() throws IOException {
        return new PageData(List.of(
                Piece.of("[1,"),
                Piece.of(LONG),
                Piece.of(","),
                Piece.ofValue(json -> json.writeString("</script>\u2028\"")),
                Piece.of(",{"),
                Piece.ofMember(Deflater.BEST_SPEED, "a\"b", json -> json.writeNumber(7)),
                Piece.of(","),
                Piece.ofMembers(json -> {
                    json.writeNumberField("c", 8);
                    json.writeStringField("d", LONG);
                }),
                Piece.of("}]")));
    }

    private static String text() {
        return "[1," + LONG + ",\"</script>\u2028\\\"\",{\"a\\\"b\":7,\"c\":8,\"d\":\"" + LONG.replace("\"", "\\\"")
                + "\"}]";
    }

    @Test
    void theyAreOneText() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        data().writeJson(out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(text());
    }

    @Test
    void theyAreOneMemberOfGzipOfAKnownSize() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        data().writeGzip(out);
        assertThat(out.size()).isEqualTo((int) data().gzipBytes());
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text());
        }
    }

    @Test
    void noMembersAreNoText() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PageData(List.of(Piece.of("{"), Piece.ofMembers(json -> {}), Piece.of("}"))).writeJson(out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{}");
    }
}
