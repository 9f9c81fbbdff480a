import assert from "node:assert/strict";
import { test } from "node:test";
import { bounded, el, MOST_CHARACTERS, named, visible } from "../src/dom";
import { browser } from "./browser";

browser();

test("text stays text", () => {
    const element = el("p", { title: "<b>" }, "<b>bold</b>", null, false, ["&amp;", 7]);
    assert.equal(element.children.length, 0);
    assert.equal(element.textContent, "<b>bold</b>&amp;7");
});

test("a long name is cut, and no pair of surrogates is split", () => {
    assert.equal(bounded("abcdef", 4), "abc…");
    assert.equal(bounded("ab🚀cd", 4), "ab…");
    assert.equal(named("x".repeat(1_000_000)).textContent.length, MOST_CHARACTERS);
});

test("characters that turn or hide what follows are written out", () => {
    assert.equal(visible("a\u202eb\u0000\u2066"), "a[U+202E]b[U+0000][U+2066]");
    assert.equal(visible("核函数 שלום\n"), "核函数 שלום\n");
    assert.equal(named("\u202egnp.exe").textContent, "[U+202E]gnp.exe");
});
