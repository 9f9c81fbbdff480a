package io.tracemill.cli.receive;

import io.tracemill.cli.http.Refusal;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A body in memory. */
final class MemoryBody implements Body {

    private static final int FIRST_BYTES = 1 << 14;

    private final BodyMemory.Share share;
    private byte[] bytes = new byte[0];
    private int length;

    MemoryBody(BodyMemory.Share share) {
        this.share = share;
    }

    @Override
    public void write(ByteBuffer more) throws Refusal {
        long needed = (long) length + more.remaining();
        if (needed > bytes.length) {
            long most = Math.max(needed, Math.min(BodyMemory.MOST_BODY, Math.max(FIRST_BYTES, 2L * bytes.length)));
            share.hold(most);
            bytes = Arrays.copyOf(bytes, (int) most);
        }
        int some = more.remaining();
        more.get(bytes, length, some);
        length += some;
    }

    @Override
    public void close() {}

    /** What has come, which is not kept here any more. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, length);
        bytes = new byte[0];
        return taken;
    }
}
