import tseslint from "typescript-eslint";

/** Ways to turn text into markup or code. Names in traces are hostile text, so none of them is allowed. */
const textOnly = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment"].map(
    (name) => ({ property: name, message: "Write text with textContent; see dom.ts." }),
);

export default tseslint.config(
    { ignores: ["build/", "node_modules/", "eslint.config.mjs", "scripts/"] },
    ...tseslint.configs.strictTypeChecked,
    {
        languageOptions: {
            parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
        },
        rules: {
            "no-eval": "error",
            "no-implied-eval": "error",
            "no-new-func": "error",
            "no-restricted-properties": [
                "error",
                ...textOnly,
                { object: "document", property: "write", message: "Write text with textContent; see dom.ts." },
                { object: "document", property: "writeln", message: "Write text with textContent; see dom.ts." },
            ],
            "eqeqeq": "error",
            "max-len": ["error", { code: 120 }],
            "max-lines": ["error", 300],
            "max-lines-per-function": ["error", { max: 60 }],
            "max-params": ["error", 5],
            "no-console": "error",
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
        },
    },
    { files: ["src/text/**"], rules: { "max-lines": "off" } },
    {
        files: ["test/**"],
        rules: {
            "max-lines-per-function": "off",
            "no-restricted-properties": "off",
            "@typescript-eslint/no-floating-promises": "off",
            "@typescript-eslint/no-non-null-assertion": "off",
        },
    },
);
