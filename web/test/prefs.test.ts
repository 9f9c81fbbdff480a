import assert from "node:assert/strict";
import { test } from "node:test";
import * as prefs from "../src/prefs";
import { browser } from "./browser";

browser();

function storage(value: unknown): void {
    Object.defineProperty(globalThis, "localStorage", { configurable: true, get: () => {
        if (value === null) {
            throw new Error("A page from a file may keep nothing.");
        }
        return value;
    } });
}

test("a browser that keeps nothing changes nothing", () => {
    storage(null);
    prefs.keepLanguage("zh");
    prefs.keepTheme("dark");
    assert.equal(prefs.language(), "en");
    assert.equal(prefs.theme(), "auto");
});

test("a choice is kept, and what is no choice is ignored", () => {
    const kept = new Map<string, string>();
    storage({ getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => {
        kept.set(name, value);
    } });
    prefs.keepLanguage("zh");
    prefs.keepTheme("dark");
    assert.equal(prefs.language(), "zh");
    assert.equal(prefs.theme(), "dark");
    kept.set("tracemill.language", "fr").set("tracemill.theme", "pink");
    assert.equal(prefs.language(), "en");
    assert.equal(prefs.theme(), "auto");
});
