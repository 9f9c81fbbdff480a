package io.tracemill.ingest.parse;

import io.tracemill.ingest.dialect.ArgField;
import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.pack.GrowingBytes;
import org.jspecify.annotations.Nullable;

/**
 * Reader of plain events, straight from their bytes, in one pass and without garbage. An event is plain if {@link
 * PlainJson} can copy its values and its names are ASCII, as those of nearly all events. All others are left to {@link
 * LenientReader}, which would read plain events to the same result.
 */
final class PlainReader {

    private final RawEvent event;
    private final GrowingBytes rest;
    private final PlainJson json;
    private final MemberPrefixes prefixes;
    private final MemberPrefix beforeMembers = MemberPrefixes.none();
    private final MemberPrefix beforeArguments = MemberPrefixes.none();
    private final boolean skipsFlows;
    private final int shortestSecret;
    private byte[] bytes = new byte[0];
    private boolean redundant;

    /**
     * A reader into an event.
     *
     * @param skipsFlows whether only the category of a flow is needed
     */
    PlainReader(Dialect dialect, RawEvent event, boolean skipsFlows) {
        this.event = event;
        this.shortestSecret = event.shortestSecret();
        this.rest = event.rest();
        this.json = new PlainJson(rest);
        this.prefixes = new MemberPrefixes(dialect);
        this.skipsFlows = skipsFlows;
    }

    /** Reads the object in {@code source[start, end)}, an event of a slice. */
    void read(byte[] source, int start, int end, long position) throws UnusualJson {
        bytes = source;
        json.begin(source);
        event.begin(position);
        redundant = false;
        MemberPrefix prefix = beforeMembers;
        int at = start;
        do {
            prefix = prefixes.find(bytes, at, prefix);
            at = behind(member(prefix, behind(at + prefix.length)));
        } while (bytes[at] == ',');
        if (at != end - 1) {
            throw new UnusualJson();
        }
        if (json.longest() >= shortestSecret) {
            event.redact();
        }
        event.finish();
    }

    private int behind(int at) {
        return PlainJson.skipSpace(bytes, at);
    }

    /** Reads a member whose value is at an index. Returns the index after it, as all methods below do. */
    private int member(MemberPrefix prefix, int at) throws UnusualJson {
        Member member = prefix.member;
        if (redundant && member != Member.CATEGORY) {
            return skip(member, at);
        }
        if (member == null) {
            return keep(prefix, at);
        }
        return switch (member) {
            case PHASE -> phase(at);
            case START, DURATION -> time(member, at);
            case NAME, CATEGORY, PROCESS, THREAD -> text(member, at);
            case ARGUMENTS -> bytes[at] == '{' ? arguments(at) : keep(prefix, at);
        };
    }

    private int phase(int at) throws UnusualJson {
        int end = at + 3;
        byte letter = bytes[at + 1];
        boolean plain = letter > ' ' && letter < 0x7f && letter != '\\' && letter != '"';
        if (bytes[at] == '"' && plain && bytes[at + 2] == '"') {
            event.takePhase((char) letter);
        } else {
            end = take(Member.PHASE, at);
        }
        redundant = skipsFlows && event.isFlow();
        return end;
    }

    private int time(Member member, int at) throws UnusualJson {
        int end = event.takeTime(member, bytes, at);
        return end > at ? end : take(member, at);
    }

    private int text(Member member, int at) throws UnusualJson {
        int end = json.endOfScalar(at);
        if (end == at || json.escaped()) {
            return take(member, at);
        }
        int quote = bytes[at] == '"' ? 1 : 0;
        event.takeText(member, bytes, at + quote, end - quote);
        return end;
    }

    /** Copies a value to the rest and takes it from there. */
    private int take(Member member, int at) throws UnusualJson {
        int value = rest.size();
        int end = json.copy(at);
        event.take(member, value);
        return end;
    }

    /** Skips a member of an event of which only the category is needed. */
    private int skip(@Nullable Member member, int at) throws UnusualJson {
        if (member == Member.PHASE) {
            throw new UnusualJson();
        }
        int end = json.endOfScalar(at);
        if (end == at) {
            int value = rest.size();
            end = json.copy(at);
            rest.truncate(value);
        }
        return end;
    }

    private int keep(MemberPrefix prefix, int at) throws UnusualJson {
        prefix.copyName(rest);
        return json.copy(at);
    }

    private int arguments(int brace) throws UnusualJson {
        MemberPrefix prefix = beforeArguments;
        int at = brace;
        if (!prefix.next.standsAt(bytes, brace) && bytes[behind(brace + 1)] == '}') {
            return behind(brace + 1) + 1;
        }
        do {
            prefix = prefixes.find(bytes, at, prefix);
            at = behind(argument(prefix, behind(at + prefix.length)));
        } while (bytes[at] == ',');
        if (bytes[at] != '}') {
            throw new UnusualJson();
        }
        return at + 1;
    }

    private int argument(MemberPrefix prefix, int at) throws UnusualJson {
        ArgField field = prefix.field;
        if (field == null) {
            return keep(prefix, at);
        }
        if (bytes[at] != '"') {
            int end = json.endOfScalar(at);
            if (end > at && event.takeNumber(field, bytes, at, end)) {
                return end;
            }
        }
        int start = rest.size();
        prefix.copyName(rest);
        int value = rest.size();
        int end = json.copy(at);
        event.takeArgument(field, start, value);
        return end;
    }
}
