package io.tracemill.cli.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.cli.http.Refusal;
import org.jspecify.annotations.Nullable;

/** The records of a pax header: {@code LENGTH KEY=VALUE\n}, where the length counts all of the record. */
final class PaxRecords {

    private PaxRecords() {}

    /**
     * The name that a header gives the next entry; null for none.
     *
     * @throws Refusal if it gives it another size, or is damaged
     */
    static @Nullable String path(byte[] records) throws Refusal {
        String path = null;
        int at = 0;
        while (at < records.length) {
            int space = at;
            int length = 0;
            while (space < records.length
                    && records[space] >= '0'
                    && records[space] <= '9'
                    && length < records.length) {
                length = 10 * length + records[space++] - '0';
            }
            if (space == records.length
                    || records[space] != ' '
                    || length <= space - at
                    || length > records.length - at) {
                throw Refusal.malformed("the tar stream is damaged: a pax header has a record without its length");
            }
            String record = new String(records, space + 1, at + length - space - 2, UTF_8);
            if (record.startsWith("path=")) {
                path = record.substring("path=".length());
            } else if (record.startsWith("size=") || record.startsWith("GNU.sparse")) {
                throw Refusal.malformed("the tar stream holds a sparse file or one above 8 GB, which is not taken");
            }
            at += length;
        }
        return path;
    }
}
