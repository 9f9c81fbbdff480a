package io.tracemill.cli.page;

import io.tracemill.cli.query.AnswerFile;
import io.tracemill.schemas.Sha256;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * The page as one file, with its style, its script and its data, and a policy by which a browser runs this script alone
 * and asks nobody for anything. Nothing in it but the data comes from a trace, and the data is base64.
 */
public final class HtmlFile {

    /** Most bytes of a file. */
    public static final long MOST_BYTES = 5_000_000;

    /** Where the data goes. */
    private static final String MARK = "\u0000";

    private final byte[] before;
    private final byte[] after;

    private HtmlFile(byte[] before, byte[] after) {
        this.before = before;
        this.after = after;
    }

    /** The file without its data. */
    public static HtmlFile of(PageAsset asset) {
        String page = asset.page(new PageAsset.Elements(
                policy(asset),
                "<style>" + asset.style() + "</style>",
                "<script>" + asset.script() + "</script>",
                "<script id=\"tracemill-data\" type=\"application/octet-stream;base64\">" + MARK + "</script>"));
        int data = page.indexOf(MARK);
        return new HtmlFile(bytes(page.substring(0, data)), bytes(page.substring(data + MARK.length())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String policy(PageAsset asset) {
        return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
                + hash(asset.script()) + "; style-src " + hash(asset.style())
                + "; img-src data:; base-uri 'none'; form-action 'none'\">";
    }

    /** The source of an element with this text, by its hash. */
    private static String hash(String text) {
        return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(text)) + "'";
    }

    /** Room for data, in bytes of {@link PageData#gzipBytes}. */
    public long room() {
        return (MOST_BYTES - before.length - after.length) / 4 * 3;
    }

    /** Writes the file with its data, whole or not at all. Returns its size in bytes. */
    public long write(PageData data, Path file) throws IOException {
        try (AnswerFile answer = AnswerFile.begin(file)) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(answer.pending()), 1 << 16)) {
                out.write(before);
                try (OutputStream text = Base64.getEncoder().wrap(new Open(out))) {
                    data.writeGzip(text);
                }
                out.write(after);
            }
            long size = Files.size(answer.pending());
            answer.commit();
            return size;
        }
    }

    /** A stream that is not closed with what writes to it. */
    private static final class Open extends FilterOutputStream {
        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
