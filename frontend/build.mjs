// Builds styles, scripts and the icon sprite into frontend/dist with hashed names and a manifest.
// The manifest maps source name -> built name; ekinerja.web.assets reads it.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, watch, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import * as esbuild from "esbuild";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";

const HERE = dirname(fileURLToPath(import.meta.url));
const WEB = join(HERE, "../src/ekinerja/web");
const DIST = join(HERE, "dist");
const HOUR = 3_600_000;
const ICONS = join(HERE, "node_modules/@tabler/icons/icons");

function files(folder, pattern) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => pattern.test(name) && statSync(name).isFile());
}

function sources() {
  return [...files(WEB, /\.(html|py)$/), ...files(join(HERE, "src/js"), /\.js$/)].map((name) => readFileSync(name, "utf8"));
}

// What the device prefers holds until a person chooses: every dark rule is repeated in a media query.
const followDevice = {
  postcssPlugin: "follow-device",
  OnceExit(root, { AtRule }) {
    const media = new AtRule({ name: "media", params: "screen and (prefers-color-scheme: dark)" });
    root.walkRules((rule) => {
      const dark = rule.selectors.filter((selector) => /^(:root)?\[data-bs-theme=["']?dark["']?\]/.test(selector));
      if (!dark.length || rule.parent.type === "atrule") return;
      const copy = rule.clone();
      copy.selectors = dark.map((selector) => selector.replace(/(:root)?\[data-bs-theme=["']?dark["']?\]/, ":root:not([data-bs-theme])"));
      media.append(copy);
    });
    if (media.nodes?.length) root.append(media);
  },
};

async function styles(texts) {
  const css = [
    readFileSync(join(HERE, "node_modules/@tabler/core/dist/css/tabler.css"), "utf8"),
    ...readdirSync(join(HERE, "src/css")).sort().map((name) => readFileSync(join(HERE, "src/css", name), "utf8")),
  ].join("\n");
  const [purged] = await new PurgeCSS().purge({
    content: [{ raw: texts.join("\n"), extension: "html" }],
    css: [{ raw: css }],
    defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [],
    safelist: { standard: [/^htmx-/, "show", "active", "disabled", "is-invalid", /^text-(success|danger|warning|info|secondary)$/, /^btn-/, /^(status|deadline|history|cycle)-/, /^alert-(info|success|warning|danger)$/], variables: [/^--tblr-(body|primary|border|bg|link|font|secondary|emphasis)/] },
    variables: true,
    keyframes: true,
    fontFace: true,
  });
  const themed = postcss([followDevice]).process(purged.css, { from: undefined }).css;
  const { code } = await esbuild.transform(themed.replace(/@charset[^;]*;/g, ""), { loader: "css", minify: true, legalComments: "none", target: ["chrome100", "firefox100", "safari15.4"] });
  return code;
}

function sprite(texts) {
  const names = new Set();
  const wanted = /(?:\bicon\(\s*|\bsymbol(?:"|')?\s*[:=]\s*|\bEntry\([^()]*?(?:_\([^)]*\))?,\s*|\bicon-name=)["']([a-z0-9-]+)["']/g;
  const known = (name) => existsSync(join(ICONS, "outline", `${name}.svg`));
  for (const text of texts) {
    for (const [, name] of text.matchAll(wanted)) names.add(name);
    // Names chosen in an expression: icon("a" if x else "b"), {"kind": "name"} beside icon(
    for (const [line] of text.matchAll(/^.*\b(?:icon|symbol|Entry|Explanation|look)\b.*$/gm)) {
      for (const [, word] of line.matchAll(/["']([a-z][a-z0-9-]+)["']/g)) if (known(word)) names.add(word);
    }
    for (const [, word] of text.matchAll(/["']([a-z0-9]+-[a-z0-9-]+)["']/g)) if (known(word)) names.add(word);
  }
  const missing = [...names].filter((name) => !known(name));
  if (missing.length) console.warn(`icons: not in the set, left out: ${missing.join(", ")}`);
  const symbols = [...names].filter(known).sort().map((name) => {
    const svg = readFileSync(join(ICONS, "outline", `${name}.svg`), "utf8");
    const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>")).replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

async function scripts() {
  const entries = readdirSync(join(HERE, "src")).filter((name) => name.endsWith(".js"));
  const result = await esbuild.build({
    entryPoints: entries.map((name) => join(HERE, "src", name)),
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    legalComments: "none",
    target: ["chrome100", "firefox100", "safari15.4"],
    outdir: DIST,
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    metafile: true,
    write: true,
    absWorkingDir: HERE,
  });
  const outputs = Object.entries(result.metafile.outputs).map(([built, output]) => [built.replace(/^dist\//, ""), output]);
  const manifest = Object.fromEntries(
    outputs.filter(([, output]) => output.entryPoint).map(([built, output]) => [output.entryPoint.replace(/^src\//, ""), built]),
  );
  return { ...manifest, chunks: outputs.map(([built]) => built) };
}

function write(name, text) {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
  const [stem, kind] = [name.slice(0, name.lastIndexOf(".")), name.slice(name.lastIndexOf("."))];
  const built = `${stem}-${hash}${kind}`;
  writeFileSync(join(DIST, built), text);
  return built;
}

// New files first, then the manifest at once, then what is long out of use: a running server never misses a file.
async function build() {
  const begun = Date.now();
  mkdirSync(DIST, { recursive: true });
  const texts = sources();
  const manifest = await scripts();
  const chunks = manifest.chunks;
  delete manifest.chunks;
  manifest["main.css"] = write("main.css", await styles(texts));
  manifest["icons.svg"] = write("icons.svg", sprite(texts));
  writeFileSync(join(DIST, "manifest.new"), JSON.stringify(manifest, null, 1));
  renameSync(join(DIST, "manifest.new"), join(DIST, "manifest.json"));
  const used = new Set(["manifest.json", ...Object.values(manifest), ...chunks]);
  for (const name of readdirSync(DIST)) {
    if (!used.has(name) && Date.now() - statSync(join(DIST, name)).mtimeMs > HOUR) rmSync(join(DIST, name), { recursive: true });
  }
  for (const built of Object.values(manifest)) {
    const size = brotliCompressSync(readFileSync(join(DIST, built))).length;
    console.log(`${built.padEnd(28)} ${(size / 1000).toFixed(1).padStart(6)} KB compressed`);
  }
  console.log(`built in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

await build();
if (process.argv.includes("--watch")) {
  let waiting;
  const again = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => build().catch((error) => console.error(error.message)), 200);
  };
  for (const folder of [WEB, join(HERE, "src")]) watch(folder, { recursive: true }, again);
}
