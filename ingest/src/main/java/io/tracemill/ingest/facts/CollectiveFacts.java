package io.tracemill.ingest.facts;

import io.tracemill.ingest.communication.CollectiveWord;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.CollectiveKind;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.ProcessGroup;
import io.tracemill.schemas.flat.Attribute;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts about collectives, from what PyTorch records with them or with the operators that launch them, and from the
 * names and arguments that Ascend gives them.
 */
final class CollectiveFacts {

    private static final long FIELDS = Attribute.COLLECTIVE.fieldBits();

    private static final int NAME = 0;
    private static final int GROUP = 1;
    private static final int GROUP_SIZE = 2;
    private static final int ELEMENTS = 3;
    private static final int TYPE = 4;
    private static final int ASCEND_TYPE = 5;
    private static final int RECEIVER = 6;
    private static final int SENDER = 7;
    private static final int ASCEND_GROUP = 8;
    private static final int OUTPUT_ELEMENTS = 9;
    private static final int SEQUENCE = 10;
    private static final int RANKS = 11;
    private static final int FIRST_RANK = 12;
    private static final int SPACING = 13;
    private static final int ASCEND_ELEMENTS = 14;

    private final FactTexts texts;
    private final Map<String, GroupMembers> groups;
    private final Arguments arguments = new Arguments(
            "Collective name",
            "Process Group Name",
            "Group size",
            "In msg nelems",
            "dtype",
            "data_type",
            "Dst Rank",
            "Src Rank",
            "group",
            "Out msg nelems",
            "Seq",
            "Process Group Ranks",
            "Global rank start",
            "Global rank stride",
            "count");

    /** Facts about the collectives of a trace whose header has these groups. */
    CollectiveFacts(FactTexts texts, List<ProcessGroup> groups) {
        this.texts = texts;
        this.groups = GroupMembers.byName(groups);
    }

    /** What an operator or annotation says of the collective that it launches, and the call around it. */
    CollectiveCall call(EventFields event, NameFacts name, @Nullable CollectiveCall around) {
        arguments.read(event);
        CollectiveKind kind = kind(name, null);
        long peer = peer(kind);
        InputTensors inputs = event.kind == EventKind.ANNOTATION
                ? InputTensors.of(texts.text(event, Attribute.INPUT_DIMS), texts.text(event, Attribute.INPUT_TYPES))
                : null;
        String type = arguments.get(TYPE);
        CollectiveCall.Said said = new CollectiveCall.Said(
                kind,
                arguments.get(GROUP),
                type == null && inputs != null ? inputs.type() : type,
                members(),
                count(GROUP_SIZE),
                peer);
        long inputBytes = bytes(type, ELEMENTS);
        return new CollectiveCall(
                said,
                new CollectiveCall.Message(
                        inputBytes < 0 && inputs != null ? inputs.bytes() : inputBytes,
                        bytes(type, OUTPUT_ELEMENTS),
                        count(SEQUENCE)),
                around);
    }

    /** Adds the facts of a collective, from its arguments, else from the call that launched it, else from its name. */
    void addTo(EventFields event, NameFacts name, @Nullable CollectiveCall call) {
        arguments.read(event);
        CollectiveKind kind = kind(name, call);
        if (kind == null) {
            texts.set(event, Attribute.COLLECTIVE_NAME, arguments, NAME);
        } else {
            texts.set(event, Attribute.COLLECTIVE_NAME, kind.word());
        }
        texts.set(event, Attribute.COLLECTIVE_OPERATION, name.operation());
        setGroup(event, name, call);
        setMessage(event, name, kind, call);
        if (kind == CollectiveKind.SEND || kind == CollectiveKind.RECV) {
            event.setFlag(kind == CollectiveKind.SEND ? Attribute.COLLECTIVE_SENDS : Attribute.COLLECTIVE_RECEIVES);
            long peer = peer(kind);
            set(event, Attribute.COLLECTIVE_PEER, peer < 0 && call != null ? call.peer : peer);
        }
        if ((event.present & FIELDS) != 0) {
            event.setFlag(Attribute.COLLECTIVE);
        }
    }

    /** What the arguments tell, else the call, else the name. */
    private @Nullable CollectiveKind kind(NameFacts name, @Nullable CollectiveCall call) {
        String told = arguments.get(NAME);
        CollectiveKind kind = told == null ? null : CollectiveWord.in(told);
        if (kind == null && call != null) {
            kind = call.kind;
        }
        return kind == null ? name.collective() : kind;
    }

    /** PyTorch's name of the group, else Ascend's from its summary of collectives, else its id in the name. */
    private void setGroup(EventFields event, NameFacts name, @Nullable CollectiveCall call) {
        int place = arguments.has(GROUP) ? GROUP : ASCEND_GROUP;
        String group = arguments.get(place);
        if (group == null) {
            group = call == null || call.group == null ? name.group() : call.group;
        }
        texts.set(event, Attribute.COLLECTIVE_GROUP, group);
        GroupMembers members = members();
        if (members == null && call != null) {
            members = call.members;
        }
        if (members == null && group != null) {
            members = groups.get(group);
        }
        long size = count(GROUP_SIZE);
        if (size < 0 && call != null) {
            size = call.size;
        }
        if (members != null && (size < 0 || size == members.size())) {
            texts.set(event, Attribute.COLLECTIVE_RANKS, members.json());
            size = members.size();
        }
        set(event, Attribute.COLLECTIVE_GROUP_SIZE, size);
    }

    private @Nullable GroupMembers members() {
        String list = arguments.get(RANKS);
        GroupMembers members = list == null ? null : GroupMembers.listed(list);
        boolean spaced = members == null
                && arguments.isCount(FIRST_RANK)
                && arguments.isCount(SPACING)
                && (count(SPACING) > 0 || count(GROUP_SIZE) == 1);
        return spaced ? GroupMembers.spaced(count(FIRST_RANK), count(SPACING), count(GROUP_SIZE)) : members;
    }

    /** Sets the type of the elements, the size of the message, and the number of the collective in its group. */
    private void setMessage(
            EventFields event, NameFacts name, @Nullable CollectiveKind kind, @Nullable CollectiveCall call) {
        String type = arguments.get(arguments.has(TYPE) ? TYPE : ASCEND_TYPE);
        long input = bytes(type, ELEMENTS);
        long output = bytes(type, OUTPUT_ELEMENTS);
        long sequence = arguments.isCount(SEQUENCE) ? count(SEQUENCE) : name.sequence();
        if (arguments.has(ASCEND_TYPE) && arguments.isCount(ASCEND_ELEMENTS)) {
            long bytes = bytes(type, ASCEND_ELEMENTS);
            boolean countsOutput = kind == CollectiveKind.REDUCESCATTER;
            input = countsOutput ? input : bytes;
            output = countsOutput ? bytes : output;
        }
        if (call != null) {
            boolean takes = call.message.isKnown() && call.message.take();
            type = type == null ? call.type : type;
            if (takes && input < 0 && output < 0) {
                input = call.message.inputBytes;
                output = call.message.outputBytes;
            }
            sequence = takes && sequence < 0 ? call.message.sequence : sequence;
        }
        texts.set(event, Attribute.COLLECTIVE_ELEMENT_TYPE, type);
        set(event, Attribute.COLLECTIVE_MESSAGE_BYTES, input);
        set(event, Attribute.COLLECTIVE_OUTPUT_BYTES, output);
        set(event, Attribute.COLLECTIVE_SEQUENCE, sequence);
    }

    private long bytes(@Nullable String type, int elements) {
        Integer elementBytes = ElementTypes.bytes(type);
        return elementBytes == null || !arguments.isCount(elements) ? -1 : arguments.count(elements) * elementBytes;
    }

    private long peer(@Nullable CollectiveKind kind) {
        return kind == CollectiveKind.SEND
                ? count(RECEIVER)
                : kind == CollectiveKind.RECV ? count(SENDER) : CollectiveCall.UNKNOWN;
    }

    /** A count, {@link CollectiveCall#UNKNOWN} if the argument is none. */
    private long count(int place) {
        return arguments.isCount(place) ? arguments.count(place) : CollectiveCall.UNKNOWN;
    }

    private static void set(EventFields event, Attribute attribute, long number) {
        if (number >= 0) {
            event.set(attribute, number);
        }
    }
}
