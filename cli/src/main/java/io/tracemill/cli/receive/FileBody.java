package io.tracemill.cli.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** A body in the file of its transfer. */
final class FileBody implements Body {

    private final Room.Share share;
    private final FileChannel file;
    private long length;

    private FileBody(Room.Share share, FileChannel file) {
        this.share = share;
        this.file = file;
    }

    static FileBody of(Transfer transfer) throws IOException {
        return new FileBody(
                transfer.share(),
                FileChannel.open(transfer.body(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        length += bytes.remaining();
        share.hold(length);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
