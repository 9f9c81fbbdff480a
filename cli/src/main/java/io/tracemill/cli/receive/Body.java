package io.tracemill.cli.receive;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a body is kept as it comes. For one thread at a time. */
interface Body {

    /**
     * Keeps the next bytes.
     *
     * @throws IOException if they cannot be written, or, as a refusal, if there is no room for them
     */
    void write(ByteBuffer bytes) throws IOException;

    /** No more comes. */
    void close() throws IOException;
}
