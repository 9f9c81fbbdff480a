package io.tracemill.storage.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** A codec factory with Zstandard only. Parquet's own factory would need Hadoop. */
final class ZstdCodecs implements CompressionCodecFactory {

    private static final int LEVEL = 1;

    @Override
    public Compressor getCompressor(CompressionCodecName codec) {
        check(codec);
        return new Compressor();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        check(codec);
        return new Decompressor();
    }

    @Override
    public void release() {}

    private static void check(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException(
                    "files of an archive are compressed with ZSTD but this one with " + codec);
        }
    }

    private static byte[] array(BytesInput bytes) throws IOException {
        ByteArrayOutputStream array = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
        bytes.writeAllTo(array);
        return array.toByteArray();
    }

    /** A compressor that reuses its buffers for each page; for one thread at a time. */
    static final class Compressor implements BytesInputCompressor {

        /** One for each thread: a new one for each page takes longer than a small page. */
        private static final ThreadLocal<ZstdCompressCtx> CONTEXT =
                ThreadLocal.withInitial(() -> new ZstdCompressCtx().setLevel(LEVEL));

        private final Plain plain = new Plain();
        private byte[] packed = {};

        /** Memory, in bytes. */
        long bytes() {
            return (long) plain.array().length + packed.length;
        }

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            plain.reset();
            bytes.writeAllTo(plain);
            int most = Math.toIntExact(Zstd.compressBound(plain.size()));
            if (packed.length < most) {
                packed = new byte[most];
            }
            int size = CONTEXT.get().compressByteArray(packed, 0, packed.length, plain.array(), 0, plain.size());
            return BytesInput.from(Arrays.copyOf(packed, size));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {}
    }

    /** The bytes to compress. Their array is read in place. */
    private static final class Plain extends ByteArrayOutputStream {
        byte[] array() {
            return buf;
        }
    }

    private static final class Decompressor implements BytesInputDecompressor {

        /** One for each thread: a new one for each page takes as long as a small page. */
        private static final ThreadLocal<ZstdDecompressCtx> CONTEXT = ThreadLocal.withInitial(ZstdDecompressCtx::new);

        @Override
        public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
            return BytesInput.from(decompress(array(bytes), decompressedSize));
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize)
                throws IOException {
            byte[] compressed = new byte[compressedSize];
            input.get(compressed);
            output.put(decompress(compressed, decompressedSize));
        }

        private static byte[] decompress(byte[] compressed, int size) throws IOException {
            try {
                byte[] bytes = CONTEXT.get().decompress(compressed, size);
                if (bytes.length != size) {
                    throw new IOException("page must have " + size + " bytes but had " + bytes.length);
                }
                return bytes;
            } catch (ZstdException e) {
                throw new IOException("page is damaged: " + e.getMessage(), e);
            }
        }

        @Override
        public void release() {}
    }
}
