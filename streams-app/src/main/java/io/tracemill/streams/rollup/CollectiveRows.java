package io.tracemill.streams.rollup;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.collectives.TraceCollectives;
import io.tracemill.streams.rollup.CollectiveClasses.CollectiveClass;
import io.tracemill.streams.state.CollectivesState;
import io.tracemill.streams.state.DescriptionState;
import io.tracemill.streams.state.UnmatchedState;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Analysis that notes the collectives of a trace of a known rank, for their comparison with those of other ranks.
 * Beyond {@value TraceCollectives#MAX_COLLECTIVES} of them the rest is left out and counted.
 */
final class CollectiveRows implements Analysis {

    private final AvroSerde<CollectivesState> serde = AvroSerde.of(CollectivesState.class);
    private final CollectiveClasses classes = new CollectiveClasses();
    private final CollectiveLog log = new CollectiveLog();
    private int count;
    private long leftOut;

    // Ends of what is not in the partial.
    private int textsBefore = classes.texts();
    private int classesBefore;
    private int logBefore;
    private int countBefore;
    private long leftOutBefore;

    @Override
    public String name() {
        return "collectives";
    }

    @Override
    public void accept(TraceSpan span) {
        if (span.kind() != EventKind.COMMUNICATION) {
            return;
        }
        @Nullable CollectiveClass of = classes.of(span);
        FlatEvent event = span.event();
        boolean numbered = event.has(Attribute.COLLECTIVE_SEQUENCE);
        if (of == null) {
            leftOut++;
        } else if (!of.comparable || isTransfer(event) || (!numbered && span.step() < 0)) {
            of.countUnmatched(1);
        } else if (count == TraceCollectives.MAX_COLLECTIVES) {
            leftOut++;
        } else {
            count++;
            long number = numbered ? event.number(Attribute.COLLECTIVE_SEQUENCE) : span.step();
            log.add(of.id, numbered, number, bytes(event, of), span.durationNanos());
        }
    }

    private static boolean isTransfer(FlatEvent event) {
        return event.has(Attribute.COLLECTIVE_SENDS) || event.has(Attribute.COLLECTIVE_RECEIVES);
    }

    private static long bytes(FlatEvent event, CollectiveClass of) {
        return of.kind == null
                ? -1
                : of.kind.bytes(
                        numberOrNone(event, Attribute.COLLECTIVE_MESSAGE_BYTES),
                        numberOrNone(event, Attribute.COLLECTIVE_OUTPUT_BYTES),
                        of.state.getSize());
    }

    private static long numberOrNone(FlatEvent event, Attribute attribute) {
        return event.has(attribute) ? event.number(attribute) : -1;
    }

    @Override
    public byte[] partial() {
        return serde.encode(new CollectivesState(
                classes.textsFrom(textsBefore),
                states(classes.all().subList(classesBefore, classes.all().size())),
                unmatched(CollectiveClass::unmatchedInPartial),
                leftOut - leftOutBefore,
                count - countBefore,
                log.range(logBefore, log.size())));
    }

    @Override
    public void endPartial() {
        textsBefore = classes.texts();
        classesBefore = classes.all().size();
        classes.all().forEach(CollectiveClass::endPartial);
        leftOutBefore = leftOut;
        countBefore = count;
        logBefore = log.size();
    }

    @Override
    public byte[] totals() {
        return serde.encode(new CollectivesState(
                classes.textsFrom(1).subList(0, textsBefore - 1),
                states(classes.all().subList(0, classesBefore)),
                unmatched(CollectiveClass::unmatchedBefore),
                leftOutBefore,
                countBefore,
                log.range(0, logBefore)));
    }

    private static List<DescriptionState> states(List<CollectiveClass> classes) {
        List<DescriptionState> states = new ArrayList<>();
        classes.forEach(of -> states.add(of.state));
        return states;
    }

    private List<UnmatchedState> unmatched(ToLongFunction<CollectiveClass> counts) {
        List<UnmatchedState> states = new ArrayList<>();
        for (CollectiveClass of : classes.all()) {
            long unmatched = counts.applyAsLong(of);
            if (unmatched > 0) {
                states.add(new UnmatchedState(of.id, unmatched));
            }
        }
        return states;
    }

    @Override
    public void add(byte[] encoded) {
        CollectivesState state = serde.decode(encoded);
        classes.restore(state.getTexts(), state.getDescriptions());
        state.getUnmatched()
                .forEach(of -> classes.all().get(of.getDescription()).countUnmatched(of.getCount()));
        leftOut += state.getLeftOut();
        count += state.getCount();
        log.add(state.getLog());
        endPartial();
    }

    @Override
    public void report(TraceRows out) {
        Integer rank = out.info().getRank();
        if (rank != null) {
            TraceCollectives collectives = new TraceCollectives(out.info(), rank, classes.descriptions(), leftOut);
            log.forEach(collectives::add);
            collectives.records().forEach(out::emit);
        }
    }
}
