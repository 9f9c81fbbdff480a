package io.tracemill.telemetry.influx;

import io.tracemill.telemetry.message.EpochTimes;
import io.tracemill.telemetry.message.Numbers;
import io.tracemill.telemetry.sample.SampleSink;
import io.tracemill.telemetry.telegraf.TelegrafPoint;
import io.tracemill.telemetry.telegraf.TelegrafPoint.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** Takes one line apart. A backslash before a comma, a space or an equals sign makes it part of a name. */
final class LineParser {

    private static final char END = '\n';

    private final String line;
    private int at;

    private LineParser(String line) {
        this.line = line;
    }

    /** The point of a line; empty where the line is none. */
    static Optional<TelegrafPoint> point(String line, TimeUnit precision) {
        try {
            return Optional.of(new LineParser(line).point(precision));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private TelegrafPoint point(TimeUnit precision) {
        String measurement = name(", ");
        Map<String, String> tags = new HashMap<>();
        while (peek() == ',') {
            at++;
            String key = name("=");
            expect('=');
            String value = name(", ");
            require(tags.put(key, value) == null);
        }
        List<Field> fields = new ArrayList<>();
        do {
            at++;
            String key = name("=");
            expect('=');
            fields.add(field(key));
        } while (peek() == ',');
        return new TelegrafPoint(measurement, tags, fields, time(precision));
    }

    private Field field(String key) {
        if (peek() == '"') {
            text();
            return Field.text(key);
        }
        int start = at;
        while (peek() != ',' && peek() != ' ' && peek() != END) {
            at++;
        }
        return Field.of(key, number(line.substring(start, at)));
    }

    private static double number(String text) {
        switch (text) {
            case "t", "T", "true", "True", "TRUE" -> {
                return 1;
            }
            case "f", "F", "false", "False", "FALSE" -> {
                return 0;
            }
            default -> {
                boolean integer = text.endsWith("i") || text.endsWith("u");
                OptionalDouble number = Numbers.decimal(integer ? text.substring(0, text.length() - 1) : text);
                require(number.isPresent());
                return number.getAsDouble();
            }
        }
    }

    private void text() {
        at++;
        while (peek() != '"') {
            require(peek() != END);
            at += peek() == '\\' ? 2 : 1;
        }
        at++;
    }

    private long time(TimeUnit precision) {
        if (peek() == END) {
            return SampleSink.NO_TIME;
        }
        expect(' ');
        String text = line.substring(at).strip();
        long count = Long.parseLong(text);
        return count < 0 ? EpochTimes.OUT_OF_RANGE : EpochTimes.of(count, precision);
    }

    /** A name up to one of some characters, which is not read. */
    private String name(String ends) {
        StringBuilder name = new StringBuilder();
        while (peek() != END && ends.indexOf(peek()) < 0) {
            if (peek() == '\\' && at + 1 < line.length() && ", =".indexOf(line.charAt(at + 1)) >= 0) {
                at++;
            }
            name.append(peek());
            at++;
        }
        require(name.length() > 0);
        return name.toString();
    }

    private char peek() {
        return at < line.length() ? line.charAt(at) : END;
    }

    private void expect(char expected) {
        require(peek() == expected);
        at++;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException();
        }
    }
}
