// Bundles what runs in the browser, one script and one style sheet an entry, into the folder named by OUT (default: dist),
// with the licences of everything that is inside. Run: npm ci && npm run build
import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const out = process.env.OUT || "dist";
mkdirSync(out, { recursive: true });

// The editor's note on what it expected has style attributes, which a strict Content-Security-Policy refuses.
const strict = {
  name: "no-style-attributes",
  setup(bundle) {
    bundle.onLoad({ filter: /yasqe\.esm\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const contents = text.replaceAll("<strong style='text-decoration:underline'>", "<strong>");
      if (contents === text) throw new Error(`${path} has changed: look again for style attributes`);
      return { contents, loader: "js" };
    });
  },
};

await build({
  entryPoints: { query: "src/query.js" },
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2020"],
  outdir: out,
  legalComments: "none",
  plugins: [strict],
  logLevel: "warning",
});

// The tools that bundle are not in the bundle.
const tools = /^(esbuild|@esbuild|@types)(\/|$)/;
const packages = readdirSync("node_modules")
  .filter((name) => !name.startsWith("."))
  .flatMap((name) => (name.startsWith("@") ? readdirSync(join("node_modules", name)).map((part) => `${name}/${part}`) : [name]))
  .filter((name) => !tools.test(name))
  .sort();
const parts = packages.map((name) => {
  const folder = join("node_modules", name);
  const { version, license, author, homepage } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const by = typeof author === "string" ? author : author?.name;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  const head = [`${name} ${version}`, `Licence: ${license}`, by && `By: ${by}`, homepage].filter(Boolean).join("\n");
  return file ? `${head}\n\n${readFileSync(join(folder, file), "utf8").trim()}` : head;
});
const title = "The query editor (query.js, query.css) contains these packages from the npm registry:";
writeFileSync(join(out, "query-licences.txt"), `${title}\n\n${parts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
