package io.tracemill.ingest.parse;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.split.Slice;
import io.tracemill.schemas.RejectReason;
import java.io.IOException;

/** Parser of slices, one at a time; each thread has its own. It rejects a broken event and goes on with the next. */
final class SliceParser {

    private final PlainReader plain;
    private final LenientReader lenient;
    private final EventTriage sorting;

    SliceParser(ParseRules rules, StringPool pool) {
        StringPool.Cache cache = new StringPool.Cache(pool);
        RawEvent event = new RawEvent(cache, rules.dialect().nameSuffix());
        this.plain = new PlainReader(rules.dialect(), event, rules.skipFlows());
        this.lenient = new LenientReader(rules.dialect(), event);
        this.sorting = new EventTriage(rules, event, cache);
    }

    SliceResult parse(Slice slice) {
        sorting.begin();
        for (int i = 0; i < slice.count(); i++) {
            try {
                read(slice, i);
                sorting.accept(slice, i);
            } catch (IOException e) {
                sorting.reject(slice, i, RejectReason.BROKEN_JSON, explain(e));
            }
        }
        return sorting.result(slice.count(), slice.compressedBytesRead());
    }

    private void read(Slice slice, int event) throws IOException {
        try {
            plain.read(slice.bytes(), slice.start(event), slice.end(event), slice.position(event));
        } catch (UnusualJson e) {
            lenient.read(slice.bytes(), slice.start(event), slice.end(event), slice.position(event));
        }
    }

    private static String explain(IOException e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("").replaceAll("[\\x00-\\x1f]", "?");
    }
}
