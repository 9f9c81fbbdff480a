package io.tracemill.streams.classify;

import io.tracemill.schemas.Remark;
import io.tracemill.schemas.RemarkKind;
import io.tracemill.schemas.RemarkValue;
import io.tracemill.schemas.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Remarks on a bottleneck. Their values are in the order of their names, so that equal rows have equal bytes. */
final class Remarks {

    private Remarks() {}

    static Remark evidence(String code, Map<String, String> values) {
        return remark(RemarkKind.EVIDENCE, code, values);
    }

    static Remark reason(String code, Map<String, String> values) {
        return remark(RemarkKind.REASON, code, values);
    }

    private static Remark remark(RemarkKind kind, String code, Map<String, String> values) {
        List<RemarkValue> sorted = new ArrayList<>();
        new TreeMap<>(values).forEach((name, value) -> sorted.add(new RemarkValue(name, value)));
        return new Remark(kind, code, sorted);
    }

    /** Sentences of remarks, in order. */
    static List<String> sentences(List<Remark> remarks, Wording wording) {
        return remarks.stream()
                .map(remark -> wording.remark(remark).orElseThrow())
                .toList();
    }
}
