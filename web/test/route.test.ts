import assert from "node:assert/strict";
import { test } from "node:test";
import { address, addressOf, parse } from "../src/route";

test("an address leads to what it names, whatever the characters of the names", () => {
    const name = "a/b </script> %2F 跑";
    assert.deepEqual(parse(address("run", name, "2026-11-30", "steps"), false), {
        kind: "run",
        run: name,
        date: "2026-11-30",
        view: "steps",
    });
    assert.deepEqual(parse(address("trace", "abc"), true), { kind: "trace", id: "abc", view: null });
});

test("a comparison has names on a server, and none in a file", () => {
    assert.deepEqual(parse("#/diff/a/b/kernels", false), { kind: "diff", a: "a", b: "b", view: "kernels" });
    assert.deepEqual(parse("#/diff/kernels", true), { kind: "diff", a: null, b: null, view: "kernels" });
});

test("an empty address leads home, and what is none leads nowhere", () => {
    for (const hash of ["", "#", "#/"]) {
        assert.deepEqual(parse(hash, false), { kind: "home", view: null }, hash);
    }
    for (const hash of ["#/nothing/here", "#/trace", "#/run/x", "#/%E0%A4%A"]) {
        assert.deepEqual(parse(hash, false), { kind: "unknown", view: null }, hash);
    }
});

test("a view of a place has an address that leads to it", () => {
    const hash = addressOf({ kind: "trace", id: "x", view: null }, "kernels");
    assert.deepEqual(parse(hash, true), { kind: "trace", id: "x", view: "kernels" });
});
