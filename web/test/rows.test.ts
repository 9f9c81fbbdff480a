import assert from "node:assert/strict";
import { test } from "node:test";
import { matching, sorted } from "../src/rows";

const ROWS = [
    { name: "kernel10", ns: 5 as number | null },
    { name: "kernel9", ns: null },
    { name: "Memcpy HtoD", ns: 70 },
    { name: "kernel2 bf16", ns: 5 },
];

test("rows without a key come last in either direction, and equal rows keep their order", () => {
    assert.deepEqual(sorted(ROWS, (row) => row.ns, true).map((row) => row.name),
        ["Memcpy HtoD", "kernel10", "kernel2 bf16", "kernel9"]);
    assert.deepEqual(sorted(ROWS, (row) => row.ns, false).map((row) => row.name),
        ["kernel10", "kernel2 bf16", "Memcpy HtoD", "kernel9"]);
});

test("numbers inside names are compared as numbers", () => {
    assert.deepEqual(sorted(ROWS, (row) => row.name, false).map((row) => row.name),
        ["kernel2 bf16", "kernel9", "kernel10", "Memcpy HtoD"]);
});

test("sorting leaves the rows as they were", () => {
    const before = [...ROWS];
    sorted(ROWS, (row) => row.ns, true);
    assert.deepEqual(ROWS, before);
});

test("a filter wants all its words, in any order and case", () => {
    assert.deepEqual(matching(ROWS, (row) => row.name, "BF16 kernel").map((row) => row.name), ["kernel2 bf16"]);
    assert.equal(matching(ROWS, (row) => row.name, "  ").length, ROWS.length);
    assert.equal(matching(ROWS, (row) => row.name, "(*").length, 0);
});
