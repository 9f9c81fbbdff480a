package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.RemarkValue;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.wording.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Sentences on what a device is bound by: the verdict, then what takes its time, with advice, then evidence. */
public final class VerdictSentences {

    /** Places in the words of remarks that hold names of device events. */
    private static final Set<String> PLACES_OF_NAMES = Set.of("kernel", "next");

    private VerdictSentences() {}

    /** Sentences on a bottleneck. */
    public static List<Sentence> of(Bottleneck row, Language language) {
        return of(row, new BottleneckWords(language));
    }

    /** The sentence on a trace without device events. */
    public static Sentence unseen(TraceInfo trace, Language language) {
        return UnseenWork.verdict(trace, new BottleneckWords(language));
    }

    static List<Sentence> of(Bottleneck row, BottleneckWords words) {
        List<String> names = names(row);
        List<Sentence> sentences = new ArrayList<>(List.of(words.verdict(row).naming(names)));
        words.findings(row).forEach(line -> sentences.add(Sentence.of(line).naming(names)));
        words.evidence(row)
                .forEach(line -> sentences.add(Sentence.evidence(line).naming(names)));
        return sentences;
    }

    /** Names that the sentences on a bottleneck are made with. */
    private static List<String> names(Bottleneck row) {
        return Stream.concat(
                        row.getRemarks().stream()
                                .flatMap(remark -> remark.getValues().stream())
                                .filter(value -> PLACES_OF_NAMES.contains(value.getName()))
                                .map(RemarkValue::getValue),
                        row.getCauses().stream()
                                .flatMap(cause -> Stream.of(
                                        Optional.ofNullable(cause.getName()), Optional.ofNullable(cause.getPlace())))
                                .flatMap(Optional::stream))
                .toList();
    }
}
