package io.tracemill.ingest.parse;

import io.tracemill.ingest.dialect.ArgField;
import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.pack.GrowingBytes;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event straight from its bytes: the common case, in one pass and without garbage. What {@link PlainJson} does
 * not copy, or has an escape in a name, is left to {@link LenientReader}, which reads everything else the same.
 */
final class PlainReader {

    private final RawEvent event;
    private final GrowingBytes rest;
    private final PlainJson json;
    private final Leads leads;
    private final Lead beforeMembers = Leads.none();
    private final Lead beforeArguments = Leads.none();
    private final boolean flowsAreRedundant;
    private byte[] bytes = new byte[0];
    private boolean redundant;

    /** Reads into an event. */
    PlainReader(Dialect dialect, RawEvent event) {
        this.event = event;
        this.rest = event.rest();
        this.json = new PlainJson(rest);
        this.leads = new Leads(dialect);
        this.flowsAreRedundant = dialect.flowsAreRedundant();
    }

    /** Reads the object in {@code source[start, end)}, behind which lie eight more bytes. */
    void read(byte[] source, int start, int end, long position) throws UnusualJson {
        bytes = source;
        json.begin(source);
        event.begin(position);
        redundant = false;
        Lead lead = beforeMembers;
        int at = start;
        do {
            lead = leads.find(bytes, at, lead);
            at = behind(member(lead, behind(at + lead.length)));
        } while (bytes[at] == ',');
        if (at != end - 1) {
            throw new UnusualJson();
        }
        event.finish();
    }

    private int behind(int at) {
        return PlainJson.skipSpace(bytes, at);
    }

    /** Reads a member with its value at an index. Returns the index behind it, as all below. */
    private int member(Lead lead, int at) throws UnusualJson {
        Member member = lead.member;
        if (redundant && member != Member.CATEGORY) {
            return skip(member, at);
        }
        if (member == null || (member == Member.ARGUMENTS && bytes[at] != '{')) {
            return keep(lead, at);
        }
        if (member == Member.ARGUMENTS) {
            return arguments(at);
        }
        int value = rest.size();
        int end = json.copy(at);
        event.take(member, value);
        if (member == Member.PHASE) {
            redundant = flowsAreRedundant && event.isFlow();
        }
        return end;
    }

    /** Steps over a member of an event of which nothing but its category is asked. */
    private int skip(@Nullable Member member, int at) throws UnusualJson {
        if (member == Member.PHASE) {
            throw new UnusualJson();
        }
        int value = rest.size();
        int end = json.copy(at);
        rest.truncate(value);
        return end;
    }

    private int keep(Lead lead, int at) throws UnusualJson {
        lead.copyName(rest);
        int end = json.copy(at);
        rest.put(',');
        return end;
    }

    private int arguments(int brace) throws UnusualJson {
        int first = behind(brace + 1);
        if (bytes[first] == '}') {
            return first + 1;
        }
        Lead lead = beforeArguments;
        int at = brace;
        do {
            lead = leads.find(bytes, at, lead);
            at = behind(argument(lead, behind(at + lead.length)));
        } while (bytes[at] == ',');
        if (bytes[at] != '}') {
            throw new UnusualJson();
        }
        return at + 1;
    }

    private int argument(Lead lead, int at) throws UnusualJson {
        ArgField field = lead.field;
        if (field == null) {
            return keep(lead, at);
        }
        int start = rest.size();
        lead.copyName(rest);
        int value = rest.size();
        int end = json.copy(at);
        event.takeArgument(field, start, value);
        return end;
    }
}
