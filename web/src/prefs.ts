import type { Language } from "./i18n";

export type Theme = "auto" | "light" | "dark";

/** What a reader chose, kept in the browser where it lets a page do so; a page from a file often may not. */
function read(name: string): string | null {
    try {
        return localStorage.getItem(`tracemill.${name}`);
    } catch {
        return null;
    }
}

function write(name: string, value: string): void {
    try {
        localStorage.setItem(`tracemill.${name}`, value);
    } catch {
        // The choice then lasts as long as the page is open.
    }
}

export function language(): Language {
    const chosen = read("language");
    if (chosen === "en" || chosen === "zh") {
        return chosen;
    }
    return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export function keepLanguage(value: Language): void {
    write("language", value);
}

export function theme(): Theme {
    const chosen = read("theme");
    return chosen === "light" || chosen === "dark" ? chosen : "auto";
}

export function keepTheme(value: Theme): void {
    write("theme", value);
}
