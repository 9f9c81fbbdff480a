package io.tracemill.streams.diagnose;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The causes of a knowledge base as text in Markdown. */
final class CausePages {

    private final KnowledgeBase knowledge;
    private final StringBuilder page = new StringBuilder();

    CausePages(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
    }

    String text() {
        page.append("## Conditions with a name\n\n");
        for (Condition.Named condition : knowledge.terms().conditions().values()) {
            page.append("- **").append(condition.text()).append("**\n");
            add(condition.condition(), 1);
        }
        for (Cause cause : knowledge.causes()) {
            add(cause);
        }
        page.append("\n## UNKNOWN\n\n").append(knowledge.unknown().advice()).append('\n');
        add(knowledge.unknown().sources());
        return page.toString();
    }

    private void add(Cause cause) {
        Cause.Texts texts = cause.texts();
        Cause.Conditions conditions = cause.conditions();
        page.append("\n## ").append(cause.code()).append("\n\n");
        page.append(texts.title()).append(". Explains ");
        page.append(cause.explains().stream().map(kind -> "`" + kind + "`").collect(Collectors.joining(", ")));
        page.append("; ").append(cause.confidence()).append(" confidence if nothing supports it.\n");
        add("A slow rank has", conditions.when());
        add("The whole run has", conditions.wholeRun());
        add("Supported by", conditions.supports());
        add("Excluded by", conditions.against());
        page.append("\n**What to do.** ").append(texts.advice()).append('\n');
        add(texts.sources());
    }

    private void add(String head, List<Condition> conditions) {
        if (conditions.isEmpty()) {
            return;
        }
        page.append("\n").append(head).append(":\n\n");
        conditions.forEach(condition -> add(condition, 0));
    }

    private void add(Condition condition, int depth) {
        String indent = "  ".repeat(depth);
        Condition plain = condition instanceof Condition.Explained explained ? explained.condition() : condition;
        if (plain instanceof Condition.Several several) {
            page.append(indent).append(several.all() ? "- all of these" : "- one of these");
            page.append(suffix(condition)).append('\n');
            several.conditions().forEach(one -> add(one, depth + 1));
        } else {
            page.append(indent).append("- ").append(explained(condition)).append('\n');
        }
    }

    private static String explained(Condition condition) {
        return condition.text() + suffix(condition);
    }

    private static String suffix(Condition condition) {
        if (!(condition instanceof Condition.Explained explained)) {
            return "";
        }
        String most = explained.most() == null
                ? ""
                : " (at most " + Objects.requireNonNull(explained.most()).name().toUpperCase(Locale.ROOT) + ")";
        return most + (explained.why() == null ? "" : ". " + explained.why());
    }

    private void add(List<String> sources) {
        page.append("\n**Sources.** ");
        page.append(sources.stream().map(source -> "<" + source + ">").collect(Collectors.joining(", ")));
        page.append('\n');
    }
}
