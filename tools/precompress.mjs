// precompress.mjs DIR: writes FILE.br and FILE.gz beside every text or WASM
// file, so that the server sends them without compressing anything itself.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const COMPRESSIBLE = /\.(wasm|js|css|svg|html|json|txt|webmanifest|ico)$/;
const [dir] = process.argv.slice(2);
if (!dir) throw new Error("usage: precompress.mjs DIR");

async function compress(file) {
  const bytes = await readFile(file);
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
    promisify(gzip)(bytes, { level: 9 }),
  ]);
  for (const [suffix, packed] of [["br", br], ["gz", gz]]) {
    const target = `${file}.${suffix}`;
    if (packed.length < bytes.length) await writeFile(target, packed);
    else await rm(target, { force: true });
  }
}

const entries = await readdir(dir, { recursive: true, withFileTypes: true });
const files = entries
  .filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));
await Promise.all(files.map(compress));
console.log(`${files.length} files compressed in ${dir}`);
