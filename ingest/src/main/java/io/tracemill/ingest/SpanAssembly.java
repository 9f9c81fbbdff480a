package io.tracemill.ingest;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.sort.BlockBuilder;
import io.tracemill.ingest.sort.SpanPairing;
import io.tracemill.ingest.time.EventTimes;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.flat.Attribute;
import java.util.Locale;
import java.util.Set;

/** Pairing of a file's begins and ends, once it has been read; the spans join the other events. */
final class SpanAssembly implements SpanPairing.Sink {

    /** Reason for which ends are merged that close a begin while later ones are open. */
    static final String CROSSED_END = "crossed-end";

    private final TraceContents contents;
    private final Set<String> dropCategories;
    private final BlockBuilder blocks;

    private SpanAssembly(TraceContents contents, Set<String> dropCategories) {
        this.contents = contents;
        this.blocks = new BlockBuilder(contents.events);
        this.dropCategories = dropCategories;
    }

    /** Pairs the begins and ends of a trace; spans of categories to drop, in lower case, are counted and left out. */
    static void pair(TraceContents contents, Set<String> dropCategories) throws IngestException {
        SpanAssembly assembly = new SpanAssembly(contents, dropCategories);
        new SpanPairing(contents.strings, assembly)
                .pair(contents.unpaired.events(), contents.plausibleTimes().last());
        assembly.blocks.seal();
    }

    @Override
    public void span(EventFields span) throws IngestException {
        String category = span.text(contents.strings, span.text(Attribute.CATEGORY));
        if (!category.isEmpty() && dropCategories.contains(category.toLowerCase(Locale.ROOT))) {
            contents.filtered.add(category, 1);
            return;
        }
        if (span.duration > EventTimes.LONGEST_NANOS) {
            String detail = "expected its end within a year of its start";
            contents.rejects.add(new Reject(span.position, RejectReason.IMPLAUSIBLE_DUR, detail, new byte[0]));
            return;
        }
        noteLinks(span);
        blocks.add(span);
    }

    private void noteLinks(EventFields span) {
        boolean operatorsLaunch = contents.dialect().linking().operatorsLaunch();
        if (span.has(Attribute.CORRELATION_ID)) {
            contents.launches.add(span.kind, span.number(Attribute.CORRELATION_ID), operatorsLaunch);
        }
        contents.work.note(span, operatorsLaunch);
    }

    @Override
    public void endMerged(boolean crossed) {
        contents.merged.add(crossed ? CROSSED_END : "end", 1);
    }

    @Override
    public void reject(Reject reject) throws IngestException {
        contents.rejects.add(reject);
    }
}
