import { append, bounded, el, visible } from "./dom";
import { failureWords } from "./failure";
import { text, word, type Language, type TextKey, type Values } from "./i18n";
import * as prefs from "./prefs";
import { address, addressOf, parse, type Route } from "./route";
import type { Source } from "./source";
import { subjectOf } from "./subject";
import { crumbs, switches, titleOf } from "./masthead";
import type { TableState } from "./table";
import type { ChosenStep, Page, Subject, View } from "./view";
import { views } from "./views";

/** Frame of the page: heading, navigation, the view of the address, and what a reader chose. */
export class Shell {
    private language: Language = prefs.language();
    private theme: prefs.Theme = prefs.theme();
    private subject: Subject | null = null;
    /** Why there is nothing to show. */
    private failure: unknown = null;
    private asked = "";
    private leave: (() => void)[] = [];
    private readonly chosen = new Map<string, ChosenStep>();
    /** What was chosen of the tables of the view, in the order in which they are drawn. */
    private tables: TableState[] = [];
    private tableOf = "";
    private readonly status = el("div", { class: "visually-hidden", role: "status", "aria-live": "polite" });

    constructor(
        private readonly root: HTMLElement,
        private readonly source: Source,
    ) {}

    start(): void {
        window.addEventListener("hashchange", () => void this.show(true));
        window.addEventListener("beforeprint", () => {
            this.draw(true);
        });
        window.addEventListener("afterprint", () => {
            this.draw(false);
        });
        matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
            this.draw(false);
        });
        void this.show(false);
    }

    private route(): Route {
        return parse(location.hash, this.source.kind === "file");
    }

    /** Fetches what the address is about, if that is something else than before, and draws it. */
    private async show(moved: boolean): Promise<void> {
        const route = this.route();
        const key = JSON.stringify({ ...route, view: null });
        if (key !== this.asked || this.subject === null) {
            this.asked = key;
            this.root.setAttribute("aria-busy", "true");
            try {
                const subject = await subjectOf(route, this.source);
                if (this.asked !== key) {
                    return;
                }
                this.subject = subject;
            } catch (error) {
                if (this.asked === key) {
                    this.subject = null;
                    this.fail(error);
                }
                return;
            }
        }
        this.draw(false);
        if (moved) {
            document.getElementById("main")?.focus({ preventScroll: true });
            window.scrollTo(0, 0);
        }
    }

    private draw(printing: boolean): void {
        const subject = this.subject;
        if (subject === null) {
            return;
        }
        this.left();
        this.dress();
        const route = this.route();
        const fitting = views.filter((view) => view.shows(subject));
        const view = fitting.find((one) => one.id === route.view) ?? fitting[0];
        const place = `${this.asked} ${view?.id ?? ""}`;
        if (place !== this.tableOf && !printing) {
            this.tables = [];
            this.tableOf = place;
        }
        const drawing = { tables: printing ? [] : this.tables, drawn: 0, ended: false };
        const page: Page = { ...this.page(printing), kept: (first) => kept(drawing, first) };
        const shown = printing ? fitting : view === undefined ? [] : [view];
        document.title = visible(bounded(`${titleOf(subject, page)} - Tracemill`, 200));
        const main = el("main", { id: "main", tabindex: -1, class: printing ? "print" : null },
            shown.map((one) => this.section(one, subject, page)));
        drawing.ended = true;
        this.frame(page, subject, view === undefined ? null : this.rail(page, route, fitting, view), main);
    }

    private section(view: View, subject: Subject, page: Page): HTMLElement {
        const section = el("section", { class: `view view-${view.id}` },
            el("h1", {}, page.t(view.title)));
        try {
            section.append(view.render(subject, page));
        } catch (error) {
            section.append(el("p", { class: "notice", role: "alert" }, page.t("shell.failed",
                { reason: bounded(error instanceof Error ? error.message : String(error), 300) })));
        }
        return section;
    }

    private frame(page: Page, subject: Subject, rail: HTMLElement | null, main: HTMLElement): void {
        this.root.removeAttribute("aria-busy");
        this.root.replaceChildren();
        append(this.root, [
            el("a", { class: "skip", href: "#main", onclick: (event: Event) => {
                event.preventDefault();
                main.focus();
            } }, page.t("shell.skip")),
            this.masthead(page, subject),
            el("div", { class: "frame" }, rail, main),
            el("footer", { class: "foot" }, page.t(
                this.source.kind === "file" ? "shell.foot" : "shell.foot.serve",
                { program: this.program(subject) })),
            this.status,
        ]);
    }

    private masthead(page: Page, subject: Subject | null): HTMLElement {
        return el("header", { class: "masthead" }, crumbs(subject, page, this.source),
            switches(page, this.theme, (language) => { this.speak(language); }, (theme) => { this.paint(theme); }));
    }

    private rail(page: Page, route: Route, fitting: View[], current: View): HTMLElement | null {
        if (fitting.length < 2) {
            return null;
        }
        const list = el("ul", { id: "views" }, fitting.map((view) => el("li", {}, el("a", {
            href: addressOf(this.placed(route), view.id),
            "aria-current": view === current ? "page" : null,
        }, page.t(view.title)))));
        const rail = el("nav", { class: "rail", "aria-label": page.t("shell.views") });
        const menu = el("button", { type: "button", class: "menu", "aria-expanded": "false", "aria-controls": "views",
            onclick: () => { menu.setAttribute("aria-expanded", String(rail.classList.toggle("open"))); } },
        page.t("shell.menu", { view: page.t(current.title) }));
        append(rail, [menu, list]);
        return rail;
    }

    /** Route that says what home stands for, so that its views have addresses. */
    private placed(route: Route): Route {
        if (route.kind !== "home" || this.subject === null) {
            return route;
        }
        switch (this.subject.kind) {
            case "trace":
                return { kind: "trace", id: this.subject.trace.trace_id, view: null };
            case "run":
                return { kind: "run", run: this.subject.name, date: this.subject.date, view: null };
            case "diff":
                return { kind: "diff", a: null, b: null, view: null };
            case "live":
                return { kind: "live", run: this.subject.run, date: this.subject.date, view: null };
            case "fleet":
                return { kind: "fleet", view: null };
            case "runs":
                return route;
        }
    }

    private page(printing: boolean): Page {
        const language = this.language;
        const data = this.subject !== null && "data" in this.subject ? this.subject.data : this.source.data;
        const names = data?.short_names ?? {};
        return {
            language,
            printing,
            comparing: this.source.kind === "serve" && !printing,
            t: (key: TextKey, values?: Values) => text(language, key, values),
            word: (family, code) => word(language, family, code),
            short: (name) => (Object.hasOwn(names, name) ? names[name] ?? name : name),
            href: address,
            go: (href) => { location.hash = href; },
            goTrace: (id) => { location.hash = addressOf({ kind: "trace", id, view: null }, this.route().view ?? ""); },
            step: (id, device, step) => this.source.step(id, device, step),
            cut: (id, step) => this.source.cut(id, step),
            chosen: this.chosen,
            kept: (first) => first,
            onLeave: (action) => this.leave.push(action),
            say: (sentence) => { this.status.textContent = sentence; },
        };
    }

    private program(subject: Subject): string {
        return "data" in subject ? subject.data.program : (this.source.data?.program ?? "tracemill");
    }

    private dress(): void {
        const html = document.documentElement;
        html.lang = this.language === "zh" ? "zh-Hans" : "en";
        html.dataset["theme"] = this.theme;
    }

    private speak(language: Language): void {
        this.language = language;
        prefs.keepLanguage(language);
        this.again();
        document.getElementById("language")?.focus();
    }

    private paint(theme: prefs.Theme): void {
        this.theme = theme;
        prefs.keepTheme(theme);
        this.again();
        document.getElementById("theme")?.focus();
    }

    /** Draws what is shown, or why nothing is, as a reader now wants it. */
    private again(): void {
        if (this.subject === null) {
            this.fail(this.failure);
        } else {
            this.draw(false);
        }
    }

    private fail(error: unknown): void {
        this.failure = error;
        this.left();
        this.dress();
        this.root.removeAttribute("aria-busy");
        const page = this.page(false);
        this.root.replaceChildren(this.masthead(page, null), el("main", { id: "main", class: "failed" },
            el("h1", {}, "Tracemill"),
            el("p", { role: "alert" }, failureWords(page, error, (reason) => page.t("shell.failed", { reason }))),
            el("p", {}, el("a", { href: address() }, page.t("shell.home")))));
    }

    private left(): void {
        const actions = this.leave;
        this.leave = [];
        actions.forEach((action) => { action(); });
    }
}

interface Drawing {
    readonly tables: TableState[];
    drawn: number;
    /** Whether the view is drawn; what opens later is not kept. */
    ended: boolean;
}

function kept(drawing: Drawing, first: TableState): TableState {
    return drawing.ended ? first : (drawing.tables[drawing.drawn++] ??= first);
}
