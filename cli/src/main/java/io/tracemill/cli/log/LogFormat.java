package io.tracemill.cli.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.schemas.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The format of log lines. */
public enum LogFormat {
    /**
     * For people: time, level, the class's name without its package, the message; a stack trace follows on lines of its
     * own.
     */
    TEXT {
        @Override
        String write(LogLine line) {
            String text = line.time() + " " + line.level() + " "
                    + line.logger().substring(line.logger().lastIndexOf('.') + 1) + ": "
                    + VisibleText.of(line.message());
            return line.error() == null
                    ? text
                    : text + System.lineSeparator() + stackTrace(line.error()).strip();
        }
    },
    /** For programs: one JSON object a line. */
    JSON {
        @Override
        String write(LogLine line) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
                json.writeStartObject();
                json.writeStringField("time", line.time().toString());
                json.writeStringField("level", line.level().name());
                json.writeStringField("logger", line.logger());
                json.writeStringField("message", line.message());
                if (line.error() != null) {
                    json.writeStringField("error", stackTrace(line.error()));
                }
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return text.toString();
        }
    };

    abstract String write(LogLine line);

    private static String stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
