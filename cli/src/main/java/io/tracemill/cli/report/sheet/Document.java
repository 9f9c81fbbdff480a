package io.tracemill.cli.report.sheet;

import java.util.List;

/**
 * All that a renderer writes.
 *
 * @param groups subjects of one kind each
 */
public record Document(List<Group> groups) {

    /** Copies the list. */
    public Document {
        groups = List.copyOf(groups);
    }

    /**
     * Subjects of one kind.
     *
     * @param key what they are, in the plural, for programs; empty where the document is about a single subject
     * @param schemas of the sheets of each
     * @param subjects in order
     */
    public record Group(String key, List<SheetSchema> schemas, List<Subject> subjects) {

        /** Copies the lists. */
        public Group {
            schemas = List.copyOf(schemas);
            subjects = List.copyOf(subjects);
        }

        /**
         * What some sections say of some subjects.
         *
         * @param top how many rows of a long list are shown at first
         */
        public static <S> Group of(String key, List<Section<S>> sections, List<S> subjects, int top) {
            return new Group(
                    key,
                    sections.stream().map(Section::schema).toList(),
                    subjects.stream()
                            .map(subject -> new Subject(sections.stream()
                                    .map(section -> section.sheet(subject, top))
                                    .toList()))
                            .toList());
        }
    }
}
