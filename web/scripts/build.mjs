// Builds the page's script and style sheet into the resources of module cli. With --check it only compares.
import { build } from "esbuild";
import { readFile, writeFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";

const web = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(web, "../cli/src/main/resources/io/tracemill/cli/page");
const MOST_BYTES = 300_000;

/** Bundles an entry file. Nothing of others is in it; what a dependency would be has to keep its licence. */
async function bundle(entry) {
    const result = await build({
        absWorkingDir: web,
        entryPoints: [entry],
        bundle: true,
        minify: true,
        write: false,
        target: "es2022",
        format: "iife",
        charset: "utf8",
        legalComments: "inline",
    });
    return result.outputFiles[0].text;
}

export async function assets() {
    return {
        "page.js": await bundle("src/main.ts"),
        "page.css": await bundle("src/style/page.css"),
        "page.html": await readFile(path.join(web, "src/page.html"), "utf8"),
    };
}

async function main() {
    const check = process.argv.includes("--check");
    const files = await assets();
    const bytes = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    if (bytes > MOST_BYTES) {
        throw new Error(`The page has ${bytes} bytes of code, over ${MOST_BYTES}.`);
    }
    await mkdir(target, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
        const file = path.join(target, name);
        if (!check) {
            await writeFile(file, text);
        } else if ((await readFile(file, "utf8").catch(() => "")) !== text) {
            throw new Error(`${name} differs from a fresh build: run "npm run build" and commit it.`);
        }
    }
    console.log(`${check ? "checked" : "built"}: ${bytes} bytes`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    await main();
}
