// Writes one file with the page and the data of a JSON file: npm run preview DATA.json OUT.html
// The data is page data, or what "report --format json" prints, which is wrapped.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { assets } from "./build.mjs";

const [input, output] = process.argv.slice(2);
const json = JSON.parse(await readFile(input, "utf8"));
const data = json.kind ? json : wrap(json);
const files = await assets();
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const policy = `default-src 'none'; script-src ${hash(files["page.js"])}; style-src ${hash(files["page.css"])}; `
    + "img-src data:; base-uri 'none'; form-action 'none'";
const inlined = gzipSync(JSON.stringify(data)).toString("base64");
const parts = {
    csp: `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    style: `<style>${files["page.css"]}</style>`,
    script: `<script>${files["page.js"]}</script>`,
    data: `<script id="tracemill-data" type="application/octet-stream;base64">${inlined}</script>`,
};
await writeFile(output, files["page.html"].replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]));
console.log(`${output}: ${inlined.length} bytes of data`);

/** Page data of a bare report: no pictures, and the English sentences that the report has. */
function wrap(report) {
    const sentences = report.traces.flatMap((trace) => (trace.bottlenecks ?? [])
        .filter((row) => row.step === null)
        .map((row) => {
            const lines = [verdict(row), ...row.rules.flatMap((rule) =>
                [rule.sentence, `Advice: ${rule.recommendation}`]), ...row.evidence];
            return { trace_id: trace.trace_id, device: row.device, en: lines, zh: lines };
        }));
    return { format: 1, kind: "report", program: "tracemill preview", source: "file", report, details: "all",
        left_out: [], sentences, run_sentences: [], short_names: {}, pictures: {} };
}

function verdict(row) {
    return `Device ${row.device} is bound by ${row.bottleneck}: computing ${row.computing_pct.toFixed(1)} %.`;
}
