package io.tracemill.ingest;

import io.tracemill.ingest.dialect.Linking;
import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.Attachment.LinkEnd;
import io.tracemill.ingest.pack.AttachmentCodec;
import io.tracemill.ingest.pack.AttachmentTag;
import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.PackedHead;
import io.tracemill.ingest.parse.NamedLane.Saying;
import io.tracemill.ingest.rank.FileRanks;
import io.tracemill.ingest.rank.RankSearch;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.sort.EventCursor;
import io.tracemill.ingest.sort.EventSource;
import io.tracemill.ingest.time.PlausibleEvents;
import io.tracemill.ingest.time.PlausibleTimes;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.flat.Attribute;
import java.util.Map;
import java.util.TreeMap;

/**
 * Second look at a file that has been read whole, where the first one showed something that nearly no file has: times
 * that cannot be right, or processes of several ranks. All other files are published as they were read.
 */
final class TraceReview {

    /** Largest number of names of events that are told apart. */
    private static final int MOST_NAMES = 1024;

    private static final int LONGEST_NAME = 200;

    private final TraceContents contents;
    private final PlausibleTimes times;
    private final FileRanks ranks;
    private final EventSource events;
    private final LaunchTable launches;
    private final Map<String, Integer> setAside = new TreeMap<>();
    private final EventCodec codec = new EventCodec();
    private final EventFields event = new EventFields();

    /** Looks at the events again where needed; those with implausible times join the rejects. */
    TraceReview(TraceContents contents) throws IngestException {
        this.contents = contents;
        this.times = contents.plausibleTimes();
        if (!times.areAll()) {
            setAside();
        }
        this.events = times.areAll() ? contents.events : new PlausibleEvents(contents.events, times);
        boolean severalRanks = mayHoldSeveralRanks();
        this.ranks = severalRanks ? searchRanks() : FileRanks.none(contents.strings);
        this.launches = severalRanks || !times.areAll() ? countLaunches() : contents.launches;
    }

    private boolean mayHoldSeveralRanks() {
        return contents.dialect().linking().idsAreOfProcesses()
                && (contents.work.processes().size() > 1 || contents.launches.repeatsCalls());
    }

    private FileRanks searchRanks() throws IngestException {
        Linking linking = contents.dialect().linking();
        Map<String, String> names = contents.lanes(Saying.PROCESS_NAME);
        return new RankSearch(contents.work, contents.flows, names, contents.strings, linking.operatorsLaunch())
                .in(events);
    }

    private void setAside() throws IngestException {
        EventCursor cursor = contents.events.events();
        while (cursor.next()) {
            if (!PlausibleEvents.isPlausible(cursor, times)) {
                codec.read(cursor.bytes(), cursor.offset(), event);
                String name = event.text(contents.strings, event.text(Attribute.NAME));
                String shown = name.substring(0, Math.min(LONGEST_NAME, name.length()));
                if (setAside.size() < MOST_NAMES || setAside.containsKey(shown)) {
                    setAside.merge(shown, 1, Integer::sum);
                }
                contents.rejects.add(new Reject(
                        Math.max(0, event.position),
                        RejectReason.IMPLAUSIBLE_TS,
                        shown + " starts at " + event.start + " ns, expected a start near those of the other events",
                        new byte[0]));
            }
        }
    }

    private LaunchTable countLaunches() throws IngestException {
        LaunchTable counted = contents.emptyLaunches();
        boolean operatorsLaunch = contents.dialect().linking().operatorsLaunch();
        AttachmentCodec attachments = new AttachmentCodec(contents.strings);
        EventCursor cursor = events.events();
        while (cursor.next()) {
            byte[] bytes = cursor.bytes();
            int offset = cursor.offset();
            if (!PackedHead.isAttachment(bytes, offset)) {
                codec.read(bytes, offset, event);
                ranks.settleId(event);
                if (event.has(Attribute.CORRELATION_ID) && !event.has(Attribute.LAUNCH_AMBIGUOUS)) {
                    counted.add(event.kind, event.number(Attribute.CORRELATION_ID), operatorsLaunch);
                }
            } else if (PackedHead.tag(bytes, offset) == AttachmentTag.LINK_END) {
                counted.addDeviceEvent(((LinkEnd) attachments.read(bytes, offset)).correlation());
            }
        }
        return counted;
    }

    /** Whether the flows of the file, which were not read, may tell more of its ranks. */
    boolean wantsFlows() {
        return ranks.areUnsettled() && contents.hasUnreadFlows();
    }

    /** What was read of the file. */
    TraceContents contents() {
        return contents;
    }

    /** Events to publish. */
    EventSource events() {
        return events;
    }

    /** Correlation ids of the events to publish. */
    LaunchTable launches() {
        return launches;
    }

    /** Ranks that share the file. */
    FileRanks ranks() {
        return ranks;
    }

    /** Times of the events to publish. */
    PlausibleTimes times() {
        return times;
    }

    /** Names of the events whose start is implausible, each with its number of events. */
    Map<String, Integer> setAsideByName() {
        return setAside;
    }
}
