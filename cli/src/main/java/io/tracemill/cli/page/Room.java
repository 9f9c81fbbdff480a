package io.tracemill.cli.page;

/** Room for data that is left, in bytes compressed. */
final class Room {

    /** What stands between pieces, at most. */
    static final int AROUND_A_PIECE = 32;

    private long left;

    Room(long bytes) {
        this.left = bytes;
    }

    long left() {
        return left;
    }

    /** Takes room if there is enough of it. */
    boolean take(long bytes) {
        boolean has = bytes <= left;
        if (has) {
            left -= bytes;
        }
        return has;
    }

    /** Takes room for a piece, in place of another one whose room it may have; at most this much. */
    boolean take(Piece piece, long instead, long most) {
        long bytes = piece.size() - instead + AROUND_A_PIECE;
        return bytes <= most && take(bytes);
    }
}
