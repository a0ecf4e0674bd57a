// pack-chunks.mjs SITE: puts the small chunks of each lazy page into one file, with the page.
//
// The split makes a chunk for every set of pages that share something: hundreds, mostly of a
// kilobyte or two, and a page asks for more than a hundred of them. On a phone each costs its way
// to the server, and so small they hardly compress. A pack is a WASM file without code, whose
// custom sections are the chunks; the large chunks, which are worth keeping from page to page,
// stay files of their own. The loader (__wasm_split.js) and the list from which the server tells
// the browser what to fetch ahead (__wasm_split_manifest.json) are written anew to fit.
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

const LARGE = 16_000; // bytes, before compression
const [site] = process.argv.slice(2);
if (!site) throw new Error("usage: pack-chunks.mjs SITE");
const pkg = join(site, "pkg");
const manifestFile = join(pkg, "__wasm_split_manifest.json");
const loaderFile = join(pkg, (await readdir(pkg)).find((name) => /^__wasm_split\..*\.js$/.test(name)));

const manifest = JSON.parse(await readFile(manifestFile, "utf8"));
const loader = await readFile(loaderFile, "utf8");

// A loader of another version of the tool may mean something else.
const head = loader.slice(0, loader.search(/\/\*|const __chunk_/));
const loads = [...loader.matchAll(/^const (\w+) = makeLoad\(\(\) => \{[^}]*\}\n, \[(.*?)\]\);$/gm)];
const pages = [...loader.matchAll(/^export const __wasm_split_load_(\w+) = /gm)].map(([, name]) => name);
if (!head.includes("function wrapAsyncCb(callee)") || !head.includes("function getSharedImports()"))
  throw new Error("the loader has not the functions that packs need");
if (loads.some(([, , needs]) => needs)) throw new Error("a chunk needs other chunks");
if (pages.length !== Object.keys(manifest).length) throw new Error("loader and manifest name other pages");

function leb(number) {
  const bytes = [];
  do {
    bytes.push((number & 127) | (number > 127 ? 128 : 0));
    number >>>= 7;
  } while (number);
  return Buffer.from(bytes);
}

function section(name, content) {
  const title = Buffer.from(name);
  const body = Buffer.concat([leb(title.length), title, content]);
  return Buffer.concat([Buffer.from([0]), leb(body.length), body]);
}

const file = (name) => join(pkg, `${name}.wasm`);
const isLarge = async (name) => (await stat(file(name))).size >= LARGE;
const packed = new Set();
const lines = [];
for (const page of pages) {
  const [large, small] = [[], []];
  for (const name of manifest[page])
    if (name.startsWith("chunk_")) ((await isLarge(name)) ? large : small).push(name);
  const own = manifest[page].filter((name) => !name.startsWith("chunk_"));
  if (own.length !== 1) throw new Error(`${page} has ${own.length} modules of its own`);
  const sections = [section("names", Buffer.from(small.join(" ")))];
  for (const name of small) sections.push(section(name, await readFile(file(name))));
  sections.push(section("page", await readFile(file(own[0]))));
  await writeFile(file(`pack_${page}`), Buffer.concat([Buffer.from("\0asm\x01\0\0\0", "latin1"), ...sections]));
  for (const name of [...small, ...own]) packed.add(name);
  manifest[page] = [...large, `pack_${page}`];
  lines.push(`export const __wasm_split_load_${page} = page("${page}", ${JSON.stringify(large)});`);
}

// Memoised while it succeeds, as the original: what failed is tried again at the next call.
const tail = `
const url = (name) => new URL(\`./\${name}.wasm\`, import.meta.url);
const begun = new Map();
function once(name, begin) {
    if (!begun.has(name)) {
        const load = begin();
        begun.set(name, load);
        load.catch(() => begun.delete(name));
    }
    return begun.get(name);
}
const alone = (name) => once(name, async () => WebAssembly.instantiateStreaming(fetch(url(name)), getSharedImports()));
async function parts(pack) {
    const module = await pack;
    const section = (name) => WebAssembly.Module.customSections(module, name)[0];
    const names = new TextDecoder().decode(section("names")).split(" ").filter(Boolean);
    await Promise.all(names.map((name) => once(name, () => WebAssembly.instantiate(section(name), getSharedImports()))));
    return section("page");
}
const page = (name, large) => wrapAsyncCb(() => once(name, async () => {
    const pack = parts(WebAssembly.compileStreaming(fetch(url(\`pack_\${name}\`))));
    const [own] = await Promise.all([pack, ...large.map(alone)]);
    return WebAssembly.instantiate(own, getSharedImports());
}));
`;
await writeFile(loaderFile, `${head}${tail}${lines.join("\n")}\n`);
await writeFile(manifestFile, JSON.stringify(manifest));
await Promise.all([...packed].map((name) => rm(file(name))));
console.log(`${packed.size} chunks packed for ${pages.length} pages`);
