import { bounded, el, visible, type Child } from "./dom";
import type { Page } from "./view";

/** The server no longer knows the reader. */
export class SessionEnded extends Error {}

/** The address is none of this page. */
export class UnknownAddress extends Error {}

const UNAUTHORIZED = 401;

/** Throws if a server refused, with the reason that it gave, or with its status. */
export function refuse(response: Response, reason?: string): void {
    if (response.status === UNAUTHORIZED) {
        throw new SessionEnded();
    }
    if (!response.ok) {
        throw new Error(reason ?? `${response.status} ${response.statusText}`);
    }
}

/** What a failure says to a reader: its reason in a sentence, or where to log in again. */
export function failureWords(page: Pick<Page, "t">, error: unknown, sentence: (reason: string) => string): Child[] {
    if (error instanceof UnknownAddress) {
        return [page.t("shell.unknown")];
    }
    return error instanceof SessionEnded
        ? [page.t("shell.ended"), " ", el("a", { href: "/login" }, page.t("shell.login"))]
        : [sentence(visible(bounded(error instanceof Error ? error.message : String(error), 300)))];
}
