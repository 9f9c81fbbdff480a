package io.tracemill.ingest.sort;

import com.github.luben.zstd.Zstd;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.ingest.pack.PackedHead;
import io.tracemill.ingest.spill.SpillSpace;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Run of packed events in order, in a temporary file of frames. A frame holds about {@value #FRAME_BYTES} bytes: the
 * raw length, the compressed length, and the events, compressed by themselves. So a reader holds one frame. Closing
 * removes the file.
 */
final class RunFile implements AutoCloseable {

    private static final int FRAME_BYTES = 1 << 17;
    private static final int FRAME_HEAD = 8;
    private static final int LEVEL = 1;

    private final SpillSpace space;
    private final FileChannel channel;

    private RunFile(SpillSpace space, FileChannel channel) {
        this.space = space;
        this.channel = channel;
    }

    /** Writes all events of a cursor, of an estimated size. */
    static RunFile write(SpillSpace space, EventCursor events, long estimatedBytes) throws IngestException {
        space.check(estimatedBytes);
        RunFile run = new RunFile(space, space.open());
        boolean complete = false;
        try {
            run.new Writer().writeAll(events);
            complete = true;
            return run;
        } catch (IOException e) {
            throw space.failed(e);
        } finally {
            if (!complete) {
                run.close();
            }
        }
    }

    /** A cursor over the run. */
    EventCursor read() {
        return new Reader();
    }

    long bytes() throws IngestException {
        try {
            return channel.size();
        } catch (IOException e) {
            throw space.failed(e);
        }
    }

    @Override
    public void close() throws IngestException {
        try {
            channel.close();
        } catch (IOException e) {
            throw space.failed(e);
        }
    }

    private final class Writer {

        private final GrowingBytes frame = new GrowingBytes(FRAME_BYTES * 2);
        private byte[] compressed = new byte[0];

        void writeAll(EventCursor events) throws IOException {
            while (events.next()) {
                frame.put(events.bytes(), events.offset(), PackedHead.length(events.bytes(), events.offset()));
                if (frame.size() >= FRAME_BYTES) {
                    writeFrame();
                }
            }
            if (frame.size() > 0) {
                writeFrame();
            }
        }

        private void writeFrame() throws IOException {
            int most = FRAME_HEAD + (int) Zstd.compressBound(frame.size());
            compressed = compressed.length < most ? new byte[most + most / 8] : compressed;
            long length = Zstd.compressByteArray(
                    compressed, FRAME_HEAD, compressed.length - FRAME_HEAD, frame.array(), 0, frame.size(), LEVEL);
            if (Zstd.isError(length)) {
                throw new IOException("zstd: " + Zstd.getErrorName(length));
            }
            ByteBuffer buffer = ByteBuffer.wrap(compressed, 0, FRAME_HEAD + (int) length);
            buffer.putInt(0, frame.size()).putInt(4, (int) length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            frame.clear();
        }
    }

    private final class Reader implements EventCursor {

        private final ByteBuffer head = ByteBuffer.allocate(FRAME_HEAD);
        private byte[] frame = new byte[0];
        private byte[] compressed = new byte[0];
        private int frameLength;
        private int offset;
        private int following;
        private long position;

        @Override
        public boolean next() throws IngestException {
            if (following == frameLength && !readFrame()) {
                return false;
            }
            offset = following;
            following += PackedHead.length(frame, offset);
            return true;
        }

        private boolean readFrame() throws IngestException {
            try {
                if (position == channel.size()) {
                    return false;
                }
                fill(head.clear());
                frameLength = head.getInt(0);
                int length = head.getInt(4);
                frame = new byte[frameLength]; // events of the frame before may still be in use
                compressed = compressed.length < length ? new byte[length] : compressed;
                fill(ByteBuffer.wrap(compressed, 0, length));
                long raw = Zstd.decompressByteArray(frame, 0, frame.length, compressed, 0, length);
                if (raw != frameLength) {
                    throw new IOException("a frame does not decompress");
                }
                following = 0;
                return true;
            } catch (IOException e) {
                throw space.failed(e);
            }
        }

        private void fill(ByteBuffer buffer) throws IOException {
            while (buffer.hasRemaining()) {
                int count = channel.read(buffer, position);
                if (count < 0) {
                    throw new EOFException("a frame is cut off");
                }
                position += count;
            }
        }

        @Override
        public byte[] bytes() {
            return frame;
        }

        @Override
        public int offset() {
            return offset;
        }
    }
}
