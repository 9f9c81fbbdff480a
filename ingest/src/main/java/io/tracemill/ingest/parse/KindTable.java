package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.dialect.Dialects;
import io.tracemill.ingest.dialect.FlowMeaning;
import io.tracemill.ingest.dialect.Linking;
import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
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
final class KindTable {

    private static final String STEP = "ProfilerStep#";
    private static final byte ASKED = 1;
    private static final byte IS_STEP = 2;
    private static final byte IS_COMMUNICATION = 4;

    private static final long NO_STREAM = -1;
    private static final int TASKS = 1 << 10;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final ParseRules rules;
    private final StringPool.Cache pool;
    private final Category none;
    private @Nullable Category[] categories = new Category[256];
    private byte[] names = new byte[1024];
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

    KindTable(ParseRules rules, StringPool.Cache pool) {
        this.rules = rules;
        this.pool = pool;
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
            return describe(textOf(event, reference));
        }
        if (reference >= categories.length) {
            categories = Arrays.copyOf(categories, reference * 2);
        }
        Category category = categories[reference];
        if (category == null) {
            category = describe(textOf(event, reference));
            categories[reference] = category;
        }
        return category;
    }

    private Category describe(String label) {
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

    /** Kind of an event by its phase, category and name. */
    EventKind kindOf(EventFields event, Category category) {
        return switch (event.phase) {
            case 'X', 'B' -> {
                EventKind told = category.lower() == null ? told(event) : null;
                yield told == null ? ofCategory(event, category) : told;
            }
            case 'C' -> EventKind.COUNTER;
            case 'i', 'I', 'R' -> EventKind.INSTANT;
            default -> EventKind.OTHER;
        };
    }

    private EventKind ofCategory(EventFields event, Category category) {
        int name = nameFlags(event);
        boolean communication = category.kind() == EventKind.KERNEL && (name & IS_COMMUNICATION) != 0;
        EventKind kind = communication ? EventKind.COMMUNICATION : category.kind();
        return (name & IS_STEP) != 0 ? EventKind.ANNOTATION : kind;
    }

    /** Kind that the arguments tell, null for none. */
    private @Nullable EventKind told(EventFields event) {
        return event.taskType == EventFields.NONE ? event.told : ofTask(event.taskType, event);
    }

    private EventKind ofTask(int type, EventFields event) {
        int name = event.text(Attribute.NAME);
        if (type < 0 || name < 0) {
            return rules.dialect().deviceTasks().kindOf(textOf(event, type), textOf(event, name));
        }
        long key = ((long) type << Integer.SIZE) | name;
        int slot = Long.hashCode(key * SPREAD) & (TASKS - 1);
        EventKind kind = taskKinds[slot];
        if (kind == null || taskKeys[slot] != key) {
            kind = rules.dialect().deviceTasks().kindOf(textOf(event, type), textOf(event, name));
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
        String type = textOf(event, event.taskType);
        if (rules.dialect().deviceTasks().synchronisesDevices(type, text(event, Attribute.NAME))) {
            collectiveStreams.add(text(event, Attribute.PROCESS) + '/' + text(event, Attribute.THREAD));
            lastCollectiveStream = pooled ? stream : NO_STREAM;
        }
    }

    /** Streams found so far that carry collectives, as process/thread. */
    Set<String> collectiveStreams() {
        return collectiveStreams;
    }

    /** Device that the process of an event stands for; empty for a host process. */
    OptionalInt device(EventFields event) {
        int process = event.text(Attribute.PROCESS);
        if (process < 0) {
            return deviceOf(text(event, Attribute.PROCESS));
        }
        if (process >= devices.length) {
            devices = Arrays.copyOf(devices, process * 2);
        }
        OptionalInt device = devices[process];
        if (device == null) {
            device = deviceOf(textOf(event, process));
            devices[process] = device;
        }
        return device;
    }

    private OptionalInt deviceOf(String process) {
        return isNumber(process) ? rules.dialect().processIds().deviceOf(Long.parseLong(process)) : OptionalInt.empty();
    }

    /** Host process that the process of an event is, or is made from. */
    String hostProcess(EventFields event) {
        String process = text(event, Attribute.PROCESS);
        return isNumber(process)
                ? Long.toString(rules.dialect().processIds().hostOf(Long.parseLong(process)))
                : process;
    }

    private static boolean isNumber(String process) {
        return process.matches("[0-9]{1,18}");
    }

    private int nameFlags(EventFields event) {
        int reference = event.text(Attribute.NAME);
        if (reference < 0) {
            return ask(textOf(event, reference));
        }
        if (reference >= names.length) {
            names = Arrays.copyOf(names, reference * 2);
        }
        if (names[reference] == 0) {
            names[reference] = ask(textOf(event, reference));
        }
        return names[reference];
    }

    private byte ask(String name) {
        int flags = ASKED;
        flags |= name.startsWith(STEP) ? IS_STEP : 0;
        flags |= rules.communication().matcher(name).find() ? IS_COMMUNICATION : 0;
        return (byte) flags;
    }

    /** Text of an attribute, empty if absent. */
    String text(EventFields event, Attribute attribute) {
        int reference = event.text(attribute);
        return reference == EventFields.NONE ? "" : textOf(event, reference);
    }

    private String textOf(EventFields event, int reference) {
        if (reference >= 0) {
            return new String(pool.bytes(reference), UTF_8);
        }
        int place = EventFields.inlinePlace(reference);
        int length = EventCodec.varInt(event.inline, place);
        return new String(event.inline, place + EventCodec.varIntBytes(length), length, UTF_8);
    }
}
