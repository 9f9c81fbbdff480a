package io.tracemill.cli.page;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a page has of one trace, as pieces. */
final class TracePieces {

    private final String traceId;
    private Detail detail;
    private Piece sheets;
    private final List<Piece> sentences = new ArrayList<>();
    private @Nullable Piece names;
    private @Nullable Piece picture;
    private boolean hasWholePicture;

    TracePieces(String traceId, Detail detail, Piece sheets) {
        this.traceId = traceId;
        this.detail = detail;
        this.sheets = sheets;
    }

    String traceId() {
        return traceId;
    }

    Piece sheets() {
        return sheets;
    }

    Detail detail() {
        return detail;
    }

    void sheets(Detail more, Piece piece) {
        detail = more;
        sheets = piece;
    }

    List<Piece> sentences() {
        return sentences;
    }

    void sentence(Piece piece) {
        sentences.add(piece);
    }

    @Nullable
    Piece names() {
        return names;
    }

    void names(Piece piece) {
        names = piece;
    }

    @Nullable
    Piece picture() {
        return picture;
    }

    void picture(Piece piece, boolean whole) {
        picture = piece;
        hasWholePicture = whole;
    }

    /** Whether the picture lacks something, or there is none. */
    boolean lacksPictures() {
        return !hasWholePicture;
    }
}
