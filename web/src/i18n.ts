import { en } from "./text/en";
import { zh } from "./text/zh";

export type Language = "en" | "zh";
export type TextKey = keyof typeof en;
export type Values = Record<string, string | number>;

const TEXTS: Record<Language, Record<TextKey, string>> = { en, zh };

/**
 * Text of a template with values in its places. `{name}` is a value; `{count?event:events}` is the first word if the
 * value is 1, and the second otherwise.
 */
export function fill(template: string, values: Values): string {
    return template.replace(/\{(\w+)(?:\?([^:}]*):([^}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
        const value = values[name];
        if (value === undefined) {
            throw new Error(`No value for ${name} in: ${template}`);
        }
        return one === undefined ? glued(String(value)) : String(value) === "1" ? one : (many ?? "");
    });
}

/** A number and its unit stay on one line. */
function glued(value: string): string {
    return /^[+−-]?[\d.,]+ \S{1,2}$/.test(value) ? value.replace(" ", "\u00a0") : value;
}

/** A sentence whose numbers stay on one line with their units. */
export function gluedIn(sentence: string): string {
    return sentence.replace(/(\d) (%|[num]?s|B|[kMGT]i?B)(?!\w)/g, "$1\u00a0$2");
}

/** Text of a key in a language. */
export function text(language: Language, key: TextKey, values: Values = {}): string {
    return fill(TEXTS[language][key], values);
}

/** Text of a code that comes from data; a code that a newer version added is written as it is. */
export function word(language: Language, family: string, code: string): string {
    const key = `${family}.${code}`;
    return key in TEXTS[language] ? TEXTS[language][key as TextKey] : code.toLowerCase().replace(/_/g, " ");
}
