package io.tracemill.ingest;

import io.tracemill.ingest.ascend.AscendProfile;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.parse.NamedLane.Saying;
import io.tracemill.ingest.publish.BatchPublishing;
import io.tracemill.ingest.publish.Published;
import io.tracemill.ingest.publish.TraceFacts;
import io.tracemill.ingest.publish.TracePublisher;
import io.tracemill.ingest.rank.FileRanks;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.sort.EventCursor;
import io.tracemill.ingest.split.SplitEnd.Ending;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.RunName;
import io.tracemill.schemas.TraceHeader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Publishing of one file: its dead letters, then its batches, with an account of every event. */
final class TracePublishing implements BatchPublishing.Completion {

    /** Number of rejected events of a file that get a warning of their own. */
    private static final int MOST_SHOWN = 5;

    /** Largest number of rejected events of a file that become dead letters; all others are counted. */
    private static final int MOST_LETTERS = 10_000;

    private final Path file;
    private final IngestConfig config;
    private final TraceReview review;
    private final TraceContents contents;
    private final TraceReading.End end;
    private final TraceIdentity identity;
    private final List<Reject> tooLarge = new ArrayList<>();
    private final @Nullable AscendProfile profile;
    private final List<String> warnings;
    private final List<String> notes = new ArrayList<>();
    private IngestTotals totals;
    private int letters;
    private int shown;

    TracePublishing(Path file, IngestConfig config, TraceReview review, TraceReading.End end, TraceIdentity identity) {
        this.file = file;
        this.config = config;
        this.review = review;
        this.contents = review.contents();
        this.end = end;
        this.identity = identity;
        this.warnings = new ArrayList<>(end.warnings());
        this.profile = identity.profile();
        this.totals = totals(Published.NOTHING);
    }

    IngestReport publish(TracePublisher publisher, IngestProgress progress)
            throws IngestException, InterruptedException {
        noteRun();
        if (profile != null) {
            AscendProfile.Added beside =
                    profile.addTo(contents.metadata, contents.events, contents.strings, identity.rank() != null);
            contents.addRead(beside.events());
            beside.warnings().forEach(this::note);
        }
        DocumentNotes.of(file, contents, end).forEach(this::note);
        warnOfLostBytes();
        noteImplausible();
        noteCrossedEnds();
        full(contents.fullTables());
        noteLettersLeftOut();
        EventCursor rejects = contents.rejects.rejects();
        while (letters < MOST_LETTERS && rejects.next()) {
            reject(RejectLog.read(rejects), publisher);
        }
        BatchPublishing publishing = new BatchPublishing(facts(), contents.strings, review.launches(), publisher, this);
        int batches = publishing.publish(review.events(), progress::published);
        for (Reject reject : tooLarge) {
            reject(reject, publisher);
        }
        publisher.flush();
        MissingDeviceWork.in(totals).forEach(line -> warnings.add(file + ": " + line));
        long rejected = contents.rejects.count();
        if (rejected > shown) {
            warnings.add(file + ": " + (rejected - shown) + " more events were rejected: see the dead letters");
        }
        return new IngestReport(
                identity.traceId(),
                identity.run(),
                identity.rank(),
                file,
                contents.dialect().name(),
                totals,
                batches,
                withinBudget(),
                warnings);
    }

    @Override
    public void full(Set<String> tables) {
        if (!tables.isEmpty()) {
            note(file + ": more than there is room for, so that some are left out: " + String.join(", ", tables));
        }
    }

    private void noteLettersLeftOut() {
        long all = contents.rejects.all();
        if (all > MOST_LETTERS) {
            note(file + ": of " + all + " events that were rejected or set aside, only the first " + MOST_LETTERS
                    + " are among the dead letters");
        }
    }

    /** Says so if the run is not called as its directory is. */
    private void noteRun() {
        String directory = identity.directory();
        if (directory != null) {
            note(file + ": its run is called " + identity.run() + ", because the name of a run must be "
                    + RunName.fault(directory).orElseThrow() + " (--run sets another)");
        }
    }

    private void warnOfLostBytes() {
        if (!bytesWithinBudget()) {
            warnings.add(file + ": " + end.bytesLost() + " of its " + end.bytes()
                    + " bytes are no whole events, or lie behind the end of a trace: see the dead letters");
        }
    }

    private void noteCrossedEnds() {
        Long crossed = contents.merged.counts().get(SpanAssembly.CROSSED_END);
        if (crossed != null) {
            note(file + ": ends that close the begin of their name while later ones are open: " + crossed);
        }
    }

    private void reject(Reject reject, TracePublisher publisher) throws IngestException, InterruptedException {
        DeadLetter letter = letter(reject);
        publisher.reject(letter);
        letters++;
        // a warning about the whole file tells of all others
        boolean isNews =
                reject.reason() != RejectReason.CUT_OFF && !reject.reason().isImplausible();
        if (isNews && shown < MOST_SHOWN) {
            shown++;
            warnings.add(letter.getMessage());
        }
    }

    /** Warns of events whose times cannot be right, all in one line. */
    private void noteImplausible() {
        long count = contents.rejects.implausible().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (count > 0) {
            String names = review.setAsideByName().entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                    .limit(MOST_SHOWN)
                    .map(name -> name.getValue() + " of " + name.getKey())
                    .collect(Collectors.joining(", "));
            note(file + ": " + count + " events were set aside because their times cannot be right"
                    + (names.isEmpty() ? "" : " (" + names + ")") + ": see the dead letters");
        }
    }

    private TraceFacts facts() {
        Long base = contents.metadata.baseTimeNanos();
        long baseNanos = base == null ? 0 : base;
        TraceDate date = TraceDate.of(review.times().first() + baseNanos, contents.metadata, file, Clock.systemUTC());
        return new TraceFacts(
                identity.traceId(),
                identity.run(),
                TraceNode.of(file, config.origin(), contents),
                identity.rank(),
                date.day(),
                TraceIdentity.hash(config.planText()),
                config.limits().batchBytes(),
                contents.dialect(),
                config.rules().communication(),
                contents.collectiveStreams,
                ProcessDevices.of(contents),
                review.ranks(),
                contents.hasRanges(),
                contents.redaction.values(config.origin().labels()),
                header(baseNanos, date));
    }

    private String source() {
        String source = config.origin().source();
        return source == null ? file.toString() : source;
    }

    private TraceHeader header(long baseNanos, TraceDate date) {
        FileRanks ranks = review.ranks();
        return new TraceHeader(
                source(),
                contents.dialect().name(),
                contents.metadata.worldSize(),
                contents.metadata.baseTimeNanos(),
                review.times().first() + baseNanos,
                review.times().last() + baseNanos,
                date.source(),
                ranks.names(),
                ranks.ofDevices(contents.metadata.devices().names()),
                ranks.ofDevices(contents.metadata.devices().memoryBytes()),
                contents.metadata.devices().peaks(),
                contents.lanes(Saying.PROCESS_NAME),
                contents.lanes(Saying.THREAD_NAME),
                contents.metadata.values(),
                contents.metadata.stage(identity.rank()),
                contents.metadata.microbatches(),
                contents.hasBackward(),
                contents.metadata.processGroups().groups());
    }

    @Override
    public void tooLarge(EventFields event) {
        contents.rejects.count(RejectReason.EVENT_TOO_LARGE);
        String detail = "expected an event that fits into a record";
        long offset = Math.max(0, event.position); // an event of a table has no offset in the trace
        tooLarge.add(new Reject(offset, RejectReason.EVENT_TOO_LARGE, detail, new byte[0]));
    }

    @Override
    public void strayRows(long rows) {
        note((profile == null ? file : profile.output())
                + ": rows of its tables that belong to no device event of the trace: " + rows);
    }

    @Override
    public void unlinkedRanges(long ranges, long launches) {
        note(file + ": the operators of " + ranges
                + " profiler ranges are unknown: there must be one range for each of " + launches
                + " kernel launches, all of one device");
    }

    /** Adds a warning that goes into the trace's totals as well. */
    private void note(String line) {
        warnings.add(line);
        notes.add(line);
    }

    @Override
    public IngestTotals totals(Published published) {
        totals = new IngestTotals(
                end.bytes(),
                contents.read(),
                published.events(),
                contents.filtered.counts(),
                contents.merged.counts(),
                contents.rejects.rejected(),
                contents.rejects.implausible(),
                published.kinds(),
                published.launchesWithoutDeviceEvents(),
                published.unrecognised(),
                end.ending() == Ending.CUT_IN_EVENTS,
                List.copyOf(notes),
                end.documents(),
                end.bytesLost(),
                contents.redaction.found());
        return totals;
    }

    private DeadLetter letter(Reject reject) {
        String message = source() + ": event at byte " + reject.offset() + ": "
                + reject.reason().label() + ": " + contents.redaction.text(reject.detail());
        byte[] firstBytes = reject.firstBytes();
        return new DeadLetter(
                source(),
                reject.reason().stage(),
                identity.traceId(),
                reject.reason().label(),
                message,
                reject.offset(),
                null,
                null,
                null,
                ByteBuffer.wrap(contents.redaction.text(firstBytes, 0, firstBytes.length)));
    }

    /** Whether the budget holds, of events and of bytes. */
    private boolean withinBudget() {
        return contents.rejects.count() * 100.0 <= config.rules().maxRejectedPct() * contents.read()
                && bytesWithinBudget();
    }

    private boolean bytesWithinBudget() {
        return end.bytesLost() * 100.0 <= config.rules().maxRejectedPct() * end.bytes();
    }
}
