package io.tracemill.ingest.dialect;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Mark by which a file tells its dialect. */
public sealed interface Mark {

    /** Whether the mark is in a file. */
    boolean isIn(TraceMarks file);

    /** The marks that it consists of; itself if it is a single one. */
    default Stream<Mark> parts() {
        return Stream.of(this);
    }

    /**
     * Top-level member of the file.
     *
     * @param name its name
     */
    record Member(String name) implements Mark {
        @Override
        public boolean isIn(TraceMarks file) {
            return file.hasMember(name);
        }
    }

    /**
     * Top-level member of the file that is a string of one value.
     *
     * @param member its name
     * @param value its value
     */
    record Value(String member, String value) implements Mark {
        @Override
        public boolean isIn(TraceMarks file) {
            return file.hasValue(member, value);
        }
    }

    /**
     * Category of events.
     *
     * @param name its name in lower case
     */
    record Category(String name) implements Mark {
        @Override
        public boolean isIn(TraceMarks file) {
            return file.hasCategory(name);
        }
    }

    /**
     * Process, by its name or its id.
     *
     * @param pattern pattern that the whole name or id matches
     */
    record ProcessName(Pattern pattern) implements Mark {

        /** A process by its name or id, which may be a regular expression. */
        static ProcessName of(String pattern) {
            return new ProcessName(Pattern.compile(pattern));
        }

        @Override
        public boolean isIn(TraceMarks file) {
            return file.hasProcess(pattern);
        }
    }

    /**
     * Several marks that tell a dialect only together.
     *
     * @param marks the marks
     */
    record Together(List<Mark> marks) implements Mark {
        @Override
        public boolean isIn(TraceMarks file) {
            return marks.stream().allMatch(mark -> mark.isIn(file));
        }

        @Override
        public Stream<Mark> parts() {
            return marks.stream().flatMap(Mark::parts);
        }
    }
}
