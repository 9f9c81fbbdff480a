import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { checked, decode } from "../src/data";

const DATA = {
    format: 1,
    kind: "report",
    program: "tracemill",
    source: "file",
    report: { format_version: 2, runs: [], traces: [] },
    details: "all",
    short_names: { "void </script><script>alert(1)</script>": "\u202egnp.exe 核函数" },
};

test("data comes back from base64 of its gzip as it was", async () => {
    const text = gzipSync(JSON.stringify(DATA)).toString("base64");
    assert.deepEqual(await decode(`\n${text}\n`), DATA);
});

test("data of another format is refused with a sentence", () => {
    assert.throws(() => checked({ ...DATA, format: 2 }), /format 1, but this is format 2/);
    assert.throws(() => checked(null), /format undefined/);
});
