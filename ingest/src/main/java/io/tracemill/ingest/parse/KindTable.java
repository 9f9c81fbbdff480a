package io.tracemill.ingest.parse;

import io.tracemill.ingest.communication.CommunicationNames.Told;
import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.dialect.Dialects;
import io.tracemill.ingest.dialect.FlowMeaning;
import io.tracemill.ingest.dialect.Linking;
import io.tracemill.ingest.dialect.NameKinds;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of events by category and name, worked out once for each pooled string. Not thread-safe: each parser has its
 * own.
 */
@SuppressWarnings("EnumOrdinal") // a kind as a part of a number that nobody else sees
final class KindTable {

    private static final String STEP = "ProfilerStep#";
    private static final byte ASKED = 1;
    private static final byte IS_STEP = 2;
    private static final byte ASKED_AS_KERNEL = 4;
    private static final byte COMMUNICATES = 8;

    private static final long NO_STREAM = -1;
    private static final int TASKS = 1 << 10;

    /** Most categories that are remembered; a file has some dozens. */
    private static final int MOST_CATEGORIES = 1 << 12;

    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private static final EventKind[] KINDS = EventKind.values();

    private final ParseRules rules;
    private final PooledTexts texts;
    private final NameKinds nameKinds;
    private final Category none;
    private @Nullable Category[] categories = new Category[256];
    private int categoryCount;
    private byte[] names = new byte[1024];

    // For each pooled name: the kind that it was last asked with, plus 1, and the kind that it tells.
    private short[] toldKinds = new short[0];
    private @Nullable OptionalInt[] devices = new OptionalInt[256];
    private final long[] taskKeys = new long[TASKS];
    private final @Nullable EventKind[] taskKinds = new @Nullable EventKind[TASKS];
    private final Set<String> telltales = new TreeSet<>();
    private final Set<String> collectiveStreams = new TreeSet<>();
    private long lastCollectiveStream = NO_STREAM;

    /**
     * Facts that follow from a category.
     *
     * @param label category as the file writes it, empty for none
     * @param lower category in lower case, null for none
     * @param kind kind of a complete event
     * @param dropped whether its events are left out
     * @param flows meaning of its flows
     * @param dequeue whether its events take calls from a queue
     */
    record Category(
            String label,
            @Nullable String lower,
            EventKind kind,
            boolean dropped,
            FlowMeaning flows,
            boolean dequeue) {}

    KindTable(ParseRules rules, PooledTexts texts) {
        this.rules = rules;
        this.texts = texts;
        this.nameKinds = rules.dialect().nameKinds();
        this.none = category("", null, false);
    }

    /** Categories found so far that tell a dialect. */
    Set<String> telltales() {
        return telltales;
    }

    Category category(EventFields event) {
        int reference = event.text(Attribute.CATEGORY);
        if (reference == EventFields.NONE) {
            return none;
        }
        if (reference < EventFields.NONE) {
            return describe(texts.of(event, reference));
        }
        if (reference >= categories.length) {
            categories = Arrays.copyOf(categories, reference * 2);
        }
        Category category = categories[reference];
        if (category == null) {
            category = describe(texts.of(event, reference));
            if (categoryCount < MOST_CATEGORIES) {
                categories[reference] = category;
                categoryCount++;
            }
        }
        return category;
    }

    private Category describe(String label) {
        if (label.isEmpty()) {
            return none;
        }
        String lower = label.toLowerCase(Locale.ROOT);
        if (Dialects.isTelltaleCategory(lower)) {
            telltales.add(lower);
        }
        return category(label, lower, rules.dropCategories().contains(lower));
    }

    private Category category(String label, @Nullable String lower, boolean dropped) {
        Dialect dialect = rules.dialect();
        Linking linking = dialect.linking();
        EventKind kind = dialect.categoryKinds().kindOf(lower);
        return new Category(label, lower, kind, dropped, linking.flowsOf(lower), linking.isDequeue(lower));
    }

    /** Kind of an event by its phase, name, and category, else lane, which may tell none. */
    EventKind kindOf(EventFields event, Category category, @Nullable EventKind ofLane) {
        return switch (event.phase) {
            case 'X', 'B' -> {
                EventKind told = category.lower() == null ? told(event) : null;
                EventKind ofCategory = category.kind();
                EventKind place = ofCategory == EventKind.OTHER && ofLane != null ? ofLane : ofCategory;
                yield told == null ? byName(event, place) : told;
            }
            case 'C' -> EventKind.COUNTER;
            case 'i', 'I', 'R' -> EventKind.INSTANT;
            default -> EventKind.OTHER;
        };
    }

    private EventKind byName(EventFields event, EventKind kind) {
        EventKind told = nameKinds == NameKinds.UNTOLD ? kind : toldByName(event, kind);
        if (told == EventKind.KERNEL) {
            return (nameFlags(event, ASKED_AS_KERNEL) & COMMUNICATES) != 0 ? EventKind.COMMUNICATION : told;
        }
        return (nameFlags(event, ASKED) & IS_STEP) != 0 ? EventKind.ANNOTATION : told;
    }

    private EventKind toldByName(EventFields event, EventKind kind) {
        int reference = event.text(Attribute.NAME);
        if (reference < 0) {
            return nameKinds.kindOf(kind, texts.of(event, reference));
        }
        if (reference >= toldKinds.length) {
            toldKinds = Arrays.copyOf(toldKinds, Math.max(1024, reference * 2));
        }
        int told = toldKinds[reference];
        if (told >>> Byte.SIZE != kind.ordinal() + 1) {
            told = (kind.ordinal() + 1) << Byte.SIZE
                    | nameKinds.kindOf(kind, texts.of(event, reference)).ordinal();
            toldKinds[reference] = (short) told;
        }
        return KINDS[told & 0xff];
    }

    /** Kind that the arguments tell, null for none. */
    private @Nullable EventKind told(EventFields event) {
        return event.taskType == EventFields.NONE ? event.told : ofTask(event.taskType, event);
    }

    private EventKind ofTask(int type, EventFields event) {
        int name = event.text(Attribute.NAME);
        if (type < 0 || name < 0) {
            return rules.dialect().deviceTasks().kindOf(texts.of(event, type), texts.of(event, name));
        }
        long key = ((long) type << Integer.SIZE) | name;
        int slot = Long.hashCode(key * SPREAD) & (TASKS - 1);
        EventKind kind = taskKinds[slot];
        if (kind == null || taskKeys[slot] != key) {
            kind = rules.dialect().deviceTasks().kindOf(texts.of(event, type), texts.of(event, name));
            taskKeys[slot] = key;
            taskKinds[slot] = kind;
        }
        return kind;
    }

    /** Adds the stream of a task to the streams of collectives if the task synchronises devices. */
    void noteStream(EventFields event) {
        int process = event.text(Attribute.PROCESS);
        int thread = event.text(Attribute.THREAD);
        boolean pooled = process >= 0 && thread >= 0;
        long stream = ((long) process << Integer.SIZE) | thread;
        if (pooled && stream == lastCollectiveStream) {
            return;
        }
        String type = texts.of(event, event.taskType);
        if (rules.dialect().deviceTasks().synchronisesDevices(type, texts.of(event, Attribute.NAME))) {
            collectiveStreams.add(texts.of(event, Attribute.PROCESS) + '/' + texts.of(event, Attribute.THREAD));
            lastCollectiveStream = pooled ? stream : NO_STREAM;
        }
    }

    /** Streams that carry collectives, as process/thread, found since the last call. */
    Set<String> takeCollectiveStreams() {
        Set<String> taken = Set.copyOf(collectiveStreams);
        collectiveStreams.clear();
        lastCollectiveStream = NO_STREAM;
        return taken;
    }

    /** Device that the process of an event stands for; empty for a host process. */
    OptionalInt device(EventFields event) {
        int process = event.text(Attribute.PROCESS);
        if (process < 0) {
            return deviceOf(texts.of(event, Attribute.PROCESS));
        }
        if (process >= devices.length) {
            devices = Arrays.copyOf(devices, process * 2);
        }
        OptionalInt device = devices[process];
        if (device == null) {
            device = deviceOf(texts.of(event, process));
            devices[process] = device;
        }
        return device;
    }

    private OptionalInt deviceOf(String process) {
        return isNumber(process) ? rules.dialect().processIds().deviceOf(Long.parseLong(process)) : OptionalInt.empty();
    }

    /** Host process that the process of an event is, or is made from. */
    String hostProcess(EventFields event) {
        String process = texts.of(event, Attribute.PROCESS);
        return isNumber(process)
                ? Long.toString(rules.dialect().processIds().hostOf(Long.parseLong(process)))
                : process;
    }

    private static boolean isNumber(String process) {
        return process.matches("[0-9]{1,18}");
    }

    /** Flags of the name of an event that answer a question: {@link #ASKED} or {@link #ASKED_AS_KERNEL}. */
    private int nameFlags(EventFields event, byte question) {
        int reference = event.text(Attribute.NAME);
        if (reference < 0) {
            return ask(texts.of(event, reference), question);
        }
        if (reference >= names.length) {
            names = Arrays.copyOf(names, reference * 2);
        }
        if ((names[reference] & question) == 0) {
            names[reference] |= ask(texts.of(event, reference), question);
        }
        return names[reference];
    }

    private byte ask(String name, byte question) {
        if (question == ASKED_AS_KERNEL) {
            boolean communicates = rules.communication().byKernel(name) == Told.COMMUNICATES;
            return (byte) (ASKED_AS_KERNEL | (communicates ? COMMUNICATES : 0));
        }
        return (byte) (ASKED | (name.startsWith(STEP) ? IS_STEP : 0));
    }
}
