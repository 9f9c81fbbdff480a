package io.tracemill.streams.diagnose;

import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.SlowRankKind;
import io.tracemill.streams.unit.Unit;
import io.tracemill.streams.yaml.YamlException;
import io.tracemill.streams.yaml.YamlObject;
import io.tracemill.streams.yaml.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a knowledge base. Whatever it does not know, it refuses. */
final class KnowledgeBaseFile {

    private static final Set<String> FILE = Set.of("name", "revision", "facts", "conditions", "causes", "unknown");
    private static final Set<String> FACT = Set.of("fact", "called", "unit", "bits");
    private static final Set<String> UNKNOWN = Set.of("advice", "sources");
    private static final Set<String> CAUSE = Set.of(
            "code",
            "title",
            "says",
            "explains",
            "when",
            "whole_run",
            "supports",
            "against",
            "confidence",
            "advice",
            "sources");

    private final String file;
    private final KnowledgeBase.Terms terms;
    private final ConditionReader conditions;

    private KnowledgeBaseFile(String file, KnowledgeBase.Terms terms) {
        this.file = file;
        this.terms = terms;
        this.conditions = new ConditionReader(terms);
    }

    /** Reads a file that extends a knowledge base; null if it extends none. */
    static KnowledgeBase read(InputStream in, String file, @Nullable KnowledgeBase base) throws IOException {
        KnowledgeBase.Terms terms = base == null ? KnowledgeBase.Terms.NONE : base.terms();
        YamlObject tree = YamlObject.of(file, YamlTree.read(in, file), FILE);
        return new KnowledgeBaseFile(file, terms.copy()).knowledge(tree, base);
    }

    private KnowledgeBase knowledge(YamlObject tree, @Nullable KnowledgeBase base) throws YamlException {
        String name = tree.text("name") + " " + tree.whole("revision");
        for (Object fact : tree.list("facts")) {
            add(fact(fact));
        }
        for (Object condition : tree.list("conditions")) {
            add(conditions.named(file, condition));
        }
        List<Cause> causes = new ArrayList<>();
        for (Object cause : tree.list("causes")) {
            causes.add(cause(cause, causes));
        }
        if (base == null) {
            return new KnowledgeBase(name, terms, causes, unknown(tree));
        }
        Cause.Texts unknown = tree.has("unknown") ? unknown(tree) : base.unknown();
        return new KnowledgeBase(base.name() + " + " + name, terms, base.causesWith(causes), unknown);
    }

    private static Cause.Texts unknown(YamlObject tree) throws YamlException {
        YamlObject unknown = tree.object("unknown", UNKNOWN);
        return new Cause.Texts("Not known", "", unknown.text("advice"), sources(unknown));
    }

    private void add(Fact fact) throws YamlException {
        if (terms.facts().putIfAbsent(fact.name(), fact) != null) {
            throw new YamlException(file + ": fact " + fact.name() + " is declared already");
        }
    }

    private void add(Condition.Named condition) throws YamlException {
        if (terms.conditions().putIfAbsent(condition.name(), condition) != null) {
            throw new YamlException(file + ": condition " + condition.name() + " is there already");
        }
    }

    private Fact fact(Object value) throws YamlException {
        YamlObject fact = YamlObject.of(file + ": facts", value, FACT);
        String name = fact.text("fact");
        YamlObject of = YamlObject.of(file + ": fact " + name, value, FACT);
        Unit unit = Unit.of(of, "unit");
        Map<Long, String> bits = bits(of);
        if ((unit == Unit.BITS) == bits.isEmpty()) {
            throw of.error("bits", "must be there if the unit is bits, and only then");
        }
        return new Fact(name, of.text("called"), unit, bits);
    }

    private static Map<Long, String> bits(YamlObject of) throws YamlException {
        Map<Long, String> bits = new LinkedHashMap<>();
        if (of.has("bits")) {
            if (!(of.value("bits") instanceof Map<?, ?> names)) {
                throw of.error("bits", "must be names by bit, such as 0x4: sw_power_cap");
            }
            for (Map.Entry<?, ?> name : names.entrySet()) {
                bits.put(bit(of, String.valueOf(name.getKey())), String.valueOf(name.getValue()));
            }
        }
        return bits;
    }

    private static long bit(YamlObject of, String key) throws YamlException {
        if (!key.matches("0x[0-9a-fA-F]{1,8}") || Long.bitCount(Long.decode(key)) != 1) {
            throw of.error("bits", "must be names by bit, such as 0x4: sw_power_cap, but one was " + key);
        }
        return Long.decode(key);
    }

    private Cause cause(Object value, List<Cause> before) throws YamlException {
        String number = file + ": cause " + (before.size() + 1);
        String code = YamlObject.of(number, value, Set.copyOf(withAll(value))).text("code");
        String where = file + ": cause " + code;
        if (!code.matches("[A-Z][A-Z0-9_]*") || code.equals(KnowledgeBase.UNKNOWN)) {
            throw new YamlException(where + ": \"code\" must be of capital letters, digits and _, and not UNKNOWN");
        }
        if (before.stream().anyMatch(cause -> cause.code().equals(code))) {
            throw new YamlException(where + ": \"code\" must be that of no other cause of the file");
        }
        YamlObject cause = YamlObject.of(where, value, CAUSE);
        List<Explains> explains = explains(cause);
        Cause.Conditions needs = new Cause.Conditions(
                conditions.list(cause, "when"),
                conditions.list(cause, "whole_run"),
                conditions.list(cause, "supports"),
                conditions.list(cause, "against"));
        check(cause, explains, needs);
        Cause.Texts texts =
                new Cause.Texts(cause.text("title"), cause.text("says"), cause.text("advice"), sources(cause));
        return new Cause(code, texts, explains, needs, cause.oneOf(Confidence.class, "confidence"));
    }

    /** All keys of a value, so that its code can be read before its keys are checked. */
    private static Set<String> withAll(Object value) {
        Set<String> keys = new HashSet<>(CAUSE);
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> keys.add(String.valueOf(key)));
        }
        return keys;
    }

    private static void check(YamlObject cause, List<Explains> explains, Cause.Conditions needs) throws YamlException {
        boolean ofRun = explains.stream().anyMatch(kind -> Explains.isOfRun(kind.kind()));
        boolean ofRanks = explains.stream().anyMatch(kind -> !Explains.isOfRun(kind.kind()));
        if (ofRanks == needs.when().isEmpty()) {
            throw cause.error("when", "must be there if it explains slow ranks, links or stages, and only then");
        }
        if (ofRun == needs.wholeRun().isEmpty()) {
            throw cause.error("whole_run", "must be there if it explains what names no ranks, and only then");
        }
    }

    private static List<Explains> explains(YamlObject cause) throws YamlException {
        List<Explains> kinds = new ArrayList<>();
        for (String text : cause.texts("explains")) {
            String[] parts = text.split("/", 2);
            SlowRankKind kind = kind(cause, parts[0]);
            @Nullable SlowRankKind part = parts.length == 1 ? null : kind(cause, parts[1]);
            if (part != null && kind != SlowRankKind.SLOW_NODE) {
                throw cause.error("explains", "must be SLOW_NODE before a / but was " + text);
            }
            kinds.add(new Explains(kind, part));
        }
        return kinds;
    }

    private static SlowRankKind kind(YamlObject cause, String text) throws YamlException {
        for (SlowRankKind kind : SlowRankKind.values()) {
            if (kind.name().equals(text)) {
                return kind;
            }
        }
        throw cause.error("explains", "must be kinds of findings, such as SLOW_COMPUTE, but one was " + text);
    }

    private static List<String> sources(YamlObject of) throws YamlException {
        List<String> sources = of.texts("sources");
        for (String source : sources) {
            if (!source.matches("https://\\S+")) {
                throw of.error("sources", "must be addresses that begin with https:// but one was " + source);
            }
        }
        return sources;
    }
}
