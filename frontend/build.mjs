// Builds the committed assets: one style sheet, the scripts, the font, the icon table, and a manifest.
// `npm ci && npm run build`; tests/architecture/test_built_assets.py fails when a source changed without it.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const OUT = join(ROOT, "src/pranata/foundation/static/pranata");
const ICONS = join(ROOT, "src/pranata/foundation/ui/icons.json");
const read = (path) => readFileSync(path, "utf8");
const files = (dir, ending) =>
  existsSync(join(HERE, dir))
    ? readdirSync(join(HERE, dir)).filter((f) => f.endsWith(ending)).sort().map((f) => join(HERE, dir, f)) : [];
const walk = (dir, skip = /^(static|__pycache__|locale)$/) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? (skip.test(e.name) ? [] : walk(join(dir, e.name), skip)) : [join(dir, e.name)]);
const BUILT = new Set(["pranata.css", "pranata.js", "htmx.js", "inter.woff2",
  ...files("js/pages", ".js").map((f) => basename(f))]);
const product = walk(join(ROOT, "src/pranata")).filter((f) => /\.(html|py|svg)$/.test(f));

// What a file can ask of a style sheet: its tags and attributes, the words of its class attributes (also inside
// template tags), and the quoted words of code. Prose is not asked, or every common English word would stay.
const words = (text) => text.match(/[\w-]+/g) || [];
const extractor = (text) => {
  const markup = [...text.matchAll(/<([a-z][a-z0-9]*)|\s([a-z-]+)=["']/g)].flatMap((m) => m.slice(1).filter(Boolean));
  const classes = [...text.matchAll(/class(?:es|Name)?=(?:"((?:{%.*?%}|[^"])*)"|'([^']*)')/gs)].flatMap((m) => words(m[1] || m[2]));
  const code = text.includes("<html") || text.includes("{% ") ? [] : [...text.matchAll(/["'`]([\w -]{1,60})["'`]/g)].flatMap((m) => words(m[1]));
  return [...markup, ...classes, ...code];
};
// Python that writes markup; models and operations never do.
const scripted = walk(join(ROOT, "src/pranata"), /^(__pycache__|locale)$/).filter((f) => f.endsWith(".js") && !BUILT.has(basename(f)));
const drawing = scripted.concat(product.filter((f) => f.endsWith(".html") || f.includes("/foundation/ui/") || f.includes("/templatetags/")));

// Browsers of 2022, as UI.md promises.
const targets = { chrome: 100 << 16, firefox: 100 << 16, safari: (15 << 16) | (4 << 8) };

async function style() {
  const tabler = join(HERE, "node_modules/@tabler/core/dist/css/tabler.css");
  const safelist = read(join(HERE, "safelist.txt")).split(/\s+/).filter((w) => w && !w.startsWith("#"));
  const [purged] = await new PurgeCSS().purge({
    css: [tabler],
    content: [...drawing, ...files("js", ".js"), ...files("js/pages", ".js")],
    defaultExtractor: extractor,
    safelist,
    keyframes: true,
    fontFace: true,
    variables: true,
  });
  const own = files("css", ".css").map(read).join("\n");
  const code = Buffer.from(purged.css.replace(/\/\*# sourceMappingURL.*?\*\//g, "") + "\n" + own);
  writeFileSync(join(OUT, "pranata.css"), transform({ filename: "pranata.css", code, minify: true, targets }).code);
  const classes = new Set();
  for (const m of read(tabler).matchAll(/\.(-?[a-zA-Z_][\w-]*)/g)) classes.add(m[1]);
  writeFileSync(join(HERE, "tabler-classes.txt"), [...classes].sort().join("\n") + "\n");
}

async function scripts() {
  await esbuild.build({
    entryPoints: [join(HERE, "js/pranata.js"), ...files("js/pages", ".js")],
    outdir: OUT, entryNames: "[name]", bundle: true, minify: true, format: "iife", target: "es2020", charset: "utf8",
    legalComments: "none",
  });
  copyFileSync(join(HERE, "node_modules/htmx.org/dist/htmx.min.js"), join(OUT, "htmx.js"));
  copyFileSync(join(HERE, "font/inter.woff2"), join(OUT, "inter.woff2"));
}

function icons() {
  const nodes = JSON.parse(read(join(HERE, "node_modules/@tabler/icons/tabler-nodes-outline.json")));
  const names = new Set(read(join(HERE, "icons.txt")).split(/\s+/).filter(Boolean));
  for (const file of product)
    for (const m of read(file).matchAll(/{%-?\s*icon\s+["']([a-z0-9-]+)["']/g)) if (nodes[m[1]]) names.add(m[1]);
  const unknown = [...names].filter((n) => !nodes[n]);
  if (unknown.length) throw new Error(`Not Tabler icons: ${unknown.join(", ")}`);
  const markup = ([tag, attributes]) =>
    `<${tag} ${Object.entries(attributes).filter(([k]) => k !== "key").map(([k, v]) => `${k}="${v}"`).join(" ")}/>`;
  const table = Object.fromEntries([...names].sort().map((n) => [n, nodes[n].map(markup).join("")]));
  writeFileSync(ICONS, JSON.stringify(table, null, 0).replaceAll('","', '",\n"') + "\n");
}

function manifest() {
  const hash = (f) => createHash("sha256").update(readFileSync(f)).digest("hex");
  const table = (list) => Object.fromEntries(list.map((f) => [relative(ROOT, f), hash(f)]).sort());
  const sources = ["build.mjs", "package.json", "package-lock.json", "safelist.txt", "icons.txt", "font/inter.woff2"]
    .map((f) => join(HERE, f)).concat(files("css", ".css"), files("js", ".js"), files("js/pages", ".js"));
  const outputs = [...BUILT].map((f) => join(OUT, f)).concat(ICONS);
  writeFileSync(join(HERE, "manifest.json"),
    JSON.stringify({ sources: table(sources), outputs: table(outputs) }, null, 2) + "\n");
}

mkdirSync(OUT, { recursive: true });
mkdirSync(dirname(ICONS), { recursive: true });
await style();
await scripts();
icons();
manifest();
