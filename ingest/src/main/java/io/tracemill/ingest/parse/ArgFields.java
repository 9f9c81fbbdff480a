package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tracemill.ingest.dialect.ArgField;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.EventTexts;
import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.schemas.CounterNames;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.AttributeType;
import io.tracemill.schemas.flat.CompactMembers;

/** Reader of the arguments that give attributes, from compact JSON. */
final class ArgFields {

    private static final int DIGITS_OF_LONG = 19;
    private static final int MOST_EXACT_DIGITS = 15;
    private static final double[] POWERS = powers();
    private static final byte[] ALLOCATED = CounterNames.ALLOCATED_BYTES.getBytes(ISO_8859_1);
    private static final byte[] RESERVED = CounterNames.RESERVED_BYTES.getBytes(ISO_8859_1);

    private final EventFields event;
    private final EventTexts texts;
    private final ScalarText text = new ScalarText();
    private final CompactMembers members = new CompactMembers();
    private final GrowingBytes odd = new GrowingBytes(64);
    private final InputList inputs = new InputList();
    private long number;

    ArgFields(EventFields event, EventTexts texts) {
        this.event = event;
        this.texts = texts;
    }

    /**
     * Takes the argument that ends a buffer: a comma at {@code start}, then the name, and the value at {@code value}.
     * Returns false if the argument, or the rest of it, must be kept.
     */
    boolean take(ArgField field, GrowingBytes json, int start, int value) {
        return switch (field.reading()) {
            case COUNTER -> counter(json.array(), start + 1, value, json.size());
            case COUNTERS -> json.array()[value] == '{' && counters(json, value);
            case WHOLE,
                    ID,
                    POSITIVE,
                    DECIMAL,
                    TEXT,
                    DIMENSIONS,
                    JSON,
                    SHAPES,
                    NAMES,
                    ALLOCATED,
                    RESERVED,
                    TASK_TYPE,
                    COLLECTIVE,
                    COLLECTIVE_TASK,
                    HOST_LEVEL -> takeValue(field, json.array(), value, json.size());
        };
    }

    /** Takes a value of an argument whose name does not matter. Returns false if the argument must be kept. */
    boolean takeValue(ArgField field, byte[] bytes, int from, int to) {
        Attribute attribute = field.attribute();
        return switch (field.reading()) {
            case WHOLE -> whole(bytes, from, to) && set(attribute);
            case ID -> whole(bytes, from, to) && number != 0 && set(attribute);
            case POSITIVE -> whole(bytes, from, to) && number > 0 && set(attribute);
            case DECIMAL -> decimal(attribute, bytes, from, to);
            case TEXT -> text(attribute, bytes, from, to);
            case DIMENSIONS -> isShort(bytes, from, to) && json(attribute, bytes, from + 1, to - 1);
            case JSON -> bytes[from] != 'n' && json(attribute, bytes, from, to);
            case SHAPES, NAMES -> bytes[from] != 'n' && inputs(field, bytes, from, to);
            case ALLOCATED -> gauge(ALLOCATED, bytes, from, to);
            case RESERVED -> gauge(RESERVED, bytes, from, to);
            case TASK_TYPE -> {
                event.taskType = isScalar(bytes[from]) ? reference(bytes, from, to) : EventFields.NONE;
                yield false;
            }
            case COLLECTIVE -> tells(EventKind.COMMUNICATION);
            case COLLECTIVE_TASK -> tells(EventKind.OTHER);
            case HOST_LEVEL -> tells(EventKind.RUNTIME);
            case COUNTER, COUNTERS -> false;
        };
    }

    private boolean json(Attribute attribute, byte[] bytes, int from, int to) {
        event.setText(attribute, texts.reference(bytes, from, to - from));
        return true;
    }

    private boolean inputs(ArgField field, byte[] bytes, int from, int to) {
        if (bytes[from] != '"') {
            return json(field.attribute(), bytes, from, to);
        }
        if (field.reading() == ArgField.Reading.NAMES) {
            inputs.readNames(bytes, from + 1, to - 1);
        } else if (!inputs.readShapes(bytes, from + 1, to - 1)) {
            return json(field.attribute(), bytes, from, to);
        }
        return json(field.attribute(), inputs.array(), 0, inputs.size());
    }

    private boolean text(Attribute attribute, byte[] bytes, int from, int to) {
        if (!isScalar(bytes[from])) {
            return false;
        }
        event.setText(attribute, reference(bytes, from, to));
        return true;
    }

    private int reference(byte[] bytes, int from, int to) {
        text.read(bytes, from, to);
        return texts.reference(text.bytes(), text.from(), text.to() - text.from());
    }

    /** Takes the kind that an argument tells; the argument is kept. */
    private boolean tells(EventKind kind) {
        event.told = kind;
        return false;
    }

    /** Whether a value is a scalar, and not null. */
    private static boolean isScalar(byte first) {
        return first != '{' && first != '[' && first != 'n';
    }

    private static boolean isNumber(byte first) {
        return first == '-' || first == '.' || (first >= '0' && first <= '9');
    }

    /** Sets the attribute to {@link #number}; returns false if that is too large. */
    private boolean set(Attribute attribute) {
        if (attribute.type() == AttributeType.INT && number != (int) number) {
            return false;
        }
        event.set(attribute, number);
        return true;
    }

    private boolean decimal(Attribute attribute, byte[] bytes, int from, int to) {
        if (!isNumber(bytes[from])) {
            return false;
        }
        event.setDecimal(attribute, decimal(bytes, from, to));
        return true;
    }

    private boolean gauge(byte[] counter, byte[] bytes, int from, int to) {
        if (!isNumber(bytes[from])) {
            return false;
        }
        event.addCounter(texts.reference(counter, 0, counter.length), decimal(bytes, from, to));
        return true;
    }

    private boolean counter(byte[] bytes, int name, int value, int end) {
        if (!isNumber(bytes[value])) {
            return false;
        }
        text.read(bytes, name, value - 1);
        int reference = texts.reference(text.bytes(), text.from(), text.to() - text.from());
        event.addCounter(reference, decimal(bytes, value, end));
        return true;
    }

    /** Takes the numbers of the object that ends a buffer. Other members stay there; returns whether there are none. */
    private boolean counters(GrowingBytes json, int brace) {
        odd.clear();
        byte[] bytes = json.array();
        members.begin(bytes, brace, json.size());
        while (members.next()) {
            if (!counter(bytes, members.name(), members.value(), members.end())) {
                odd.put(odd.size() == 0 ? '{' : ',');
                odd.put(bytes, members.name(), members.end() - members.name());
            }
        }
        if (odd.size() == 0) {
            return true;
        }
        odd.put('}');
        json.truncate(brace);
        json.put(odd.array(), 0, odd.size());
        return false;
    }

    /** Whether a value is an array of one to three whole numbers. */
    private static boolean isShort(byte[] bytes, int from, int to) {
        int commas = 0;
        for (int i = from + 1; i < to - 1; i++) {
            commas += bytes[i] == ',' ? 1 : 0;
            if (bytes[i] != ',' && (bytes[i] < '0' || bytes[i] > '9')) {
                return false;
            }
        }
        return bytes[from] == '[' && to - from > 2 && commas < 3;
    }

    /** Reads a whole number, or a string of its digits, into {@link #number}; returns false if it does not fit. */
    private boolean whole(byte[] bytes, int from, int to) {
        boolean quoted = bytes[from] == '"';
        int at = quoted ? from + 1 : from;
        int end = quoted ? to - 1 : to;
        boolean negative = at < end && bytes[at] == '-';
        if (negative) {
            at++;
        }
        if (at == end || end - at > DIGITS_OF_LONG) {
            return false;
        }
        long whole = 0;
        while (at < end) {
            long eight = Digits.eight(bytes, at);
            int count = Math.min(Digits.count(eight), end - at);
            if (count < Math.min(Long.BYTES, end - at)) {
                return false;
            }
            whole = Digits.append(whole, eight, count);
            at += count;
        }
        number = negative ? -whole : whole;
        return whole >= 0 || (negative && whole == Long.MIN_VALUE);
    }

    /** Value of a number. Few digits are a whole number over a power of ten, both exact, so their quotient is, too. */
    private static double decimal(byte[] bytes, int from, int to) {
        boolean negative = bytes[from] == '-';
        long digits = 0;
        int decimals = -1;
        for (int at = negative ? from + 1 : from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (bytes[at] == '.') {
                decimals = to - at - 1;
            } else if (digit < 0 || digit > 9 || at - from > MOST_EXACT_DIGITS) {
                return Double.parseDouble(new String(bytes, from, to - from, ISO_8859_1));
            } else {
                digits = digits * 10 + digit;
            }
        }
        if (decimals < 0) {
            return negative ? -digits : digits;
        }
        double value = digits / POWERS[decimals];
        return negative ? -value : value;
    }

    private static double[] powers() {
        double[] powers = new double[MOST_EXACT_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
