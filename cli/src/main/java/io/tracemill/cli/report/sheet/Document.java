package io.tracemill.cli.report.sheet;

import io.tracemill.cli.report.sheet.Subject.Extent;
import java.util.List;
import java.util.function.Function;

/**
 * Input of a renderer: sheets about subjects.
 *
 * @param groups the groups, in order
 */
public record Document(List<Group> groups) {

    /** Copies the list. */
    public Document {
        groups = List.copyOf(groups);
    }

    /**
     * Group of subjects of one kind.
     *
     * @param key name of the kind for programs, in the plural; empty if the document is about a single subject
     * @param schemas schemas of the sheets of each subject
     * @param subjects the subjects, in order
     */
    public record Group(String key, List<SheetSchema> schemas, List<Subject> subjects) {

        /** Copies the lists. */
        public Group {
            schemas = List.copyOf(schemas);
            subjects = List.copyOf(subjects);
        }

        /**
         * Group whose sheets are those of some sections.
         *
         * @param top number of rows of a long list that are shown at first
         */
        public static <S> Group of(String key, List<Section<S>> sections, List<S> subjects, int top) {
            return of(key, sections, subjects, top, subject -> Extent.WHOLE);
        }

        /**
         * Group whose sheets are those of some sections, and whose subjects people see in different extents.
         *
         * @param top number of rows of a long list that are shown at first
         */
        public static <S> Group of(
                String key, List<Section<S>> sections, List<S> subjects, int top, Function<S, Extent> extent) {
            return new Group(
                    key,
                    sections.stream().map(Section::schema).toList(),
                    subjects.stream()
                            .map(subject -> new Subject(
                                    () -> sections.stream()
                                            .map(section -> section.sheet(subject, top))
                                            .toList(),
                                    extent.apply(subject)))
                            .toList());
        }
    }
}
