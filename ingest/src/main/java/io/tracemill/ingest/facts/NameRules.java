package io.tracemill.ingest.facts;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules for short forms of names of kernels, operators, modules and frames. One line each: the names, the family, and
 * the terms that say which of the family it is. A name that no rule fits stays as it is.
 */
final class NameRules {

    private static final String NO_TERMS = "";

    /** Longest name that the rules are tried on, in characters. */
    private static final int LONGEST_FOR_RULES = 2048;

    private static final List<Rule> RULES = List.of(
            rule("Memcpy (\\w+) \\(Device -> Device\\)", "Memcpy $1", NO_TERMS),
            rule("Memcpy (\\w+) \\(Device -> (\\w+)\\)", "Memcpy $1", "$2"),
            rule("Memcpy (\\w+) \\((\\w+) -> Device\\)", "Memcpy $1", "$2"),
            rule("nccl(?:Dev)?Kernel_([A-Za-z]+)_?(\\w*?)(?:_t)?(?:\\(.*)?", "nccl $1", "$2"),
            rule("hcom_([A-Za-z]+)__(\\w+)", "hcom $1", "$2"),
            rule("(aclnn([A-Za-z0-9]+?)(?:V\\d)?)_[A-Za-z0-9]+_\\2", "$1", NO_TERMS),
            rule("(aclnn[A-Za-z0-9]+)_[A-Za-z0-9]+_([A-Za-z0-9]+)", "$1", "$2"),
            rule(
                    "(?:void )?(?:\\w++::)*+(flash_\\w+?)_kernel<.*?[Tt]raits<(\\d+), .*?(bfloat16|half)_t.*",
                    "$1",
                    "$3 hd$2"),
            rule("nn\\.Module: (.+)", "$1", NO_TERMS),
            rule("(?:.*/)?([^/]+\\.py\\(\\d+\\): .+)", "$1", NO_TERMS),
            rule("<built-in (?:method|function) (\\w+)(?: of \\w+ object at 0x\\w+)?>", "built-in $1", NO_TERMS),
            rule("torch::autograd::(\\w+)", "$1", NO_TERMS),
            rule("## (.+) ##", "$1", NO_TERMS));

    /** Words for people in front of a name, such as what a host does in a call. */
    private static final Pattern LEAD = Pattern.compile("([A-Za-z]++(?: [A-Za-z]++){0,4}+: )(\\S.*)", Pattern.DOTALL);

    /** Work of the engine around a backward operator, which has a row of its own. */
    private static final String ENGINE = "autograd::engine::evaluate_function: ";

    private NameRules() {}

    /** Names of one form. */
    private record Rule(Pattern names, String family, String terms) {}

    private static Rule rule(String names, String family, String terms) {
        return new Rule(Pattern.compile("^(?:" + names + ")$", Pattern.DOTALL), family, terms);
    }

    /** Short form of any name. */
    static ShortName shorten(String name) {
        Matcher lead = LEAD.matcher(name);
        return lead.matches() ? shortenNamed(lead.group(2)).after(lead.group(1)) : shortenNamed(name);
    }

    private static ShortName shortenNamed(String name) {
        return name.startsWith(ENGINE)
                ? byLength(name.substring(ENGINE.length())).after("autograd: ")
                : byLength(name);
    }

    private static ShortName byLength(String name) {
        return name.length() <= LONGEST_FOR_RULES
                ? byRule(name)
                : shortenWord(name.substring(0, Math.min(name.length(), NameTokens.LONGEST)));
    }

    private static ShortName byRule(String name) {
        for (Rule rule : RULES) {
            Matcher matcher = rule.names.matcher(name);
            if (matcher.matches()) {
                return new ShortName(
                        matcher.replaceFirst(rule.family), "", terms(matcher.replaceFirst(rule.terms)), List.of());
            }
        }
        return shortenWord(name);
    }

    private static List<String> terms(String text) {
        return Arrays.stream(text.split("[_ ]+"))
                .filter(term -> !term.isEmpty())
                .map(CppWords::inTerms)
                .toList();
    }

    /** Short form of a name that is one of code. */
    static ShortName shortenWord(String name) {
        Matcher tensile = TensileName.match(name);
        if (tensile.matches()) {
            return TensileName.shorten(tensile);
        }
        if (MangledName.is(name)) {
            return MangledName.shorten(name);
        }
        if (KernelWords.FAMILIES.matcher(name).matches()) {
            return KernelWords.shorten(name);
        }
        return CppName.is(name) ? CppKernel.shorten(name) : ShortName.of(name);
    }
}
