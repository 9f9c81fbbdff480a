package io.tracemill.storage.rows;

import static io.tracemill.storage.rows.ColumnType.Primitive.DOUBLE;
import static io.tracemill.storage.rows.ColumnType.Primitive.STRING;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.schemas.CounterNames;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.Counters;
import io.tracemill.schemas.flat.FlatSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The dataset of communication: a row per collective and link that carried some of it, or one without a link. */
final class CommunicationRows implements Derivation<SpanBatch, FlatSpan, CommunicationRows.Part> {

    /** Ends of the names of counters that begin with a link. */
    private static final byte[] BYTES = CounterNames.OF_LINK_TRANSIT_BYTES.getBytes(US_ASCII);

    private static final byte[] TIME = CounterNames.OF_LINK_TRANSIT_NS.getBytes(US_ASCII);
    private static final byte[] BANDWIDTH = CounterNames.OF_LINK_BANDWIDTH.getBytes(US_ASCII);

    private final RowPool<CollectiveSpan> collectives = new RowPool<>(CollectiveSpan::new);
    private final RowPool<Part> parts = new RowPool<>(Part::new);
    private final Map<String, Part> links = new HashMap<>();

    static DerivedDataset<SpanBatch, FlatSpan, Part> dataset() {
        List<Column<SpanBatch, Part>> columns = new ArrayList<>(SpanRows.columns(
                part -> part.collective.span(), "trace_id", "node", "rank", "device", "stream", "name"));
        columns.add(of(Attribute.COLLECTIVE_NAME).as("collective"));
        columns.add(of(Attribute.COLLECTIVE_OPERATION));
        columns.add(of(Attribute.COLLECTIVE_RECEIVES));
        columns.add(of(Attribute.COLLECTIVE_SENDS));
        columns.add(of(Attribute.COLLECTIVE_PEER));
        columns.add(of(Attribute.COLLECTIVE_GROUP));
        columns.add(of(Attribute.COLLECTIVE_GROUP_SIZE));
        columns.add(of(Attribute.COLLECTIVE_RANKS).as("group_ranks").formerly(Set.of("ranks")));
        columns.add(of(Attribute.COLLECTIVE_SEQUENCE).as("group_sequence").formerly(Set.of("sequence")));
        columns.add(of(Attribute.COLLECTIVE_ELEMENT_TYPE).as("dtype"));
        columns.add(of(Attribute.COLLECTIVE_MESSAGE_BYTES));
        columns.add(of(Attribute.COLLECTIVE_OUTPUT_BYTES));
        columns.addAll(
                SpanRows.columns(part -> part.collective.span(), "start_ns", "start_time", "duration_ns", "step"));
        columns.add(number("algbw_gb_per_s", part -> part.collective.algorithmBandwidth()));
        columns.add(number("busbw_gb_per_s", part -> part.collective.busBandwidth()));
        columns.addAll(CollectiveSpan.TIMES.columns(part -> part.collective.times()));
        columns.add(Column.optional(
                "link",
                STRING,
                new ColumnSource.Utf8<>(Part::linkBytes, part -> part.linkAt, part -> part.linkLength)));
        columns.add(CounterColumns.whole("link_transit_bytes", part -> part.transitBytes));
        columns.add(CounterColumns.whole("link_transit_ns", part -> part.transitNanos));
        columns.add(number("bandwidth_gb_per_s", part -> part.bandwidth));
        return new DerivedDataset<>("communication", Datasets.SPANS, columns, CommunicationRows::new);
    }

    private static Column<SpanBatch, Part> of(Attribute attribute) {
        return EventColumns.of(attribute).over(part -> part.collective.span());
    }

    /** A number that is null where it is not finite. */
    private static Column<SpanBatch, Part> number(String name, ToDoubleFunction<Part> value) {
        return Column.optional(
                name,
                DOUBLE,
                new ColumnSource.Numbers<>(
                        part -> Double.isFinite(value.applyAsDouble(part)),
                        part -> Double.doubleToRawLongBits(value.applyAsDouble(part))));
    }

    @Override
    public Rows<SpanBatch, Part> rows(Rows<SpanBatch, FlatSpan> of) {
        collectives.clear();
        parts.clear();
        for (int i = 0; i < of.size(); i++) {
            FlatSpan span = of.row(i);
            if (span.event.kind == EventKind.COMMUNICATION) {
                CollectiveSpan collective = collectives.next();
                collective.set(span, of.strings());
                addParts(collective);
            }
        }
        return parts.of(of);
    }

    private void addParts(CollectiveSpan collective) {
        links.clear();
        Counters counters = new Counters(collective.span().event);
        while (counters.next()) {
            if (endsWith(counters, BYTES) && counters.value() > 0) {
                Part part = parts.next();
                part.set(collective, counters);
                links.put(link(counters, BYTES), part);
            }
        }
        if (links.isEmpty()) {
            parts.next().set(collective);
        } else {
            addTimes(collective);
        }
    }

    private void addTimes(CollectiveSpan collective) {
        Counters counters = new Counters(collective.span().event);
        while (counters.next()) {
            if (endsWith(counters, TIME)) {
                Part part = links.get(link(counters, TIME));
                if (part != null) {
                    part.transitNanos = counters.value();
                }
            } else if (endsWith(counters, BANDWIDTH)) {
                Part part = links.get(link(counters, BANDWIDTH));
                if (part != null) {
                    part.bandwidth = counters.value();
                }
            }
        }
    }

    /** The link that the name of a counter begins with. */
    private static String link(Counters counter, byte[] end) {
        return new String(counter.bytes(), counter.nameAt(), counter.nameLength() - end.length, UTF_8);
    }

    private static boolean endsWith(Counters counter, byte[] end) {
        int from = counter.nameAt() + counter.nameLength() - end.length;
        return from > counter.nameAt() && Arrays.equals(counter.bytes(), from, from + end.length, end, 0, end.length);
    }

    /** What of a collective went over one link, whose name lies in the bytes of the batch. */
    static final class Part {
        private CollectiveSpan collective = new CollectiveSpan();
        private byte @Nullable [] bytes;
        private int linkAt;
        private int linkLength;
        private double transitBytes;
        private double transitNanos;
        private double bandwidth;

        private byte @Nullable [] linkBytes() {
            return bytes;
        }

        /** All of a collective of which no link is known. */
        private void set(CollectiveSpan of) {
            collective = of;
            bytes = null;
            linkLength = 0;
            transitBytes = CounterColumns.NONE;
            transitNanos = CounterColumns.NONE;
            bandwidth = CounterColumns.NONE;
        }

        /** What went over the link that this counter, of bytes, begins with. */
        private void set(CollectiveSpan of, Counters link) {
            set(of);
            bytes = link.bytes();
            linkAt = link.nameAt();
            linkLength = link.nameLength() - BYTES.length;
            transitBytes = link.value();
        }
    }
}
