/** English texts. The Chinese ones, in zh.ts, have the same keys. */
export const en = {
    // Frame of the page
    "shell.skip": "Skip to the content",
    "shell.path": "Path",
    "shell.views": "Views",
    "shell.theme": "Colours",
    "shell.theme.auto": "Auto",
    "shell.theme.light": "Light",
    "shell.theme.dark": "Dark",
    "shell.foot": "{program}. The page asks nothing of the network.",
    "shell.failed": "This cannot be shown: {reason}",
    "shell.home": "To the start of the page",
    "trace.rank": "rank {rank}",

    // Runs
    "runs.title": "Runs",

    // Verdict
    "verdict.title": "Verdict",

    // What was read
    "coverage.title": "Coverage",
    "coverage.read": "{count} events read",

    // Comparison
    "diff.title": "Comparison",

    // Charts
} as const;
