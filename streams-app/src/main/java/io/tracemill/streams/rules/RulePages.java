package io.tracemill.streams.rules;

import org.jspecify.annotations.Nullable;

/** The rules as a page in Markdown. */
final class RulePages {

    private final RuleSet rules;
    private final StringBuilder text = new StringBuilder();

    RulePages(RuleSet rules) {
        this.rules = rules;
    }

    String text() {
        for (Rule rule : rules.rules()) {
            chapter(rule);
        }
        return text.toString();
    }

    private void chapter(Rule rule) {
        Rule.Texts texts = rule.texts();
        Rule.Timing timing = rule.timing();
        line("## " + rule.name());
        line(texts.title() + ".");
        row("each", rule.each().toString());
        row("looks at", rule.looksAt() + ", over " + minutes(timing.windowMinutes()));
        limit("warning", rule, rule.limits().warning());
        limit("critical", rule, rule.limits().critical());
        if (rule.during() != null) {
            row("while", rule.during().text());
        }
        row("fires", timing.forMinutes() == 0 ? "at once" : "after " + minutes(timing.forMinutes()));
        row("ends", timing.clearMinutes() == 0 ? "at once" : "after " + minutes(timing.clearMinutes()));
        text.append('\n');
        line("**Why.** " + texts.why());
        line("**What to do.** " + texts.advice());
        if (!texts.sources().isEmpty()) {
            line("More: " + String.join(", ", texts.sources()));
        }
    }

    private static String minutes(int number) {
        return number == 1 ? "a minute" : number + " minutes";
    }

    private void limit(String level, Rule rule, @Nullable Double limit) {
        if (limit != null) {
            row(level, rule.limit(limit));
        }
    }

    private void line(String of) {
        text.append(of).append("\n\n");
    }

    private void row(String name, String value) {
        text.append("- ").append(name).append(": ").append(value).append('\n');
    }
}
