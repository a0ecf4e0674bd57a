// The bill of materials: what the program, its tests and its tools are made of, as CycloneDX 1.6.
// `node tools/sbom.mjs FILE` writes it. The same lock files give the same bytes.
//
// Rust parts come from `cargo metadata` and Cargo.lock, npm parts (tools and tests only, nothing of
// them is shipped) from package-lock.json. What no rule of deny.toml lets in is refused.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const PROGRAM = 'luotain-server';
const CRATES_IO = 'registry+https://github.com/rust-lang/crates.io-index';
/** What is built for. */
const PLATFORMS = ['x86_64-unknown-linux-gnu', 'aarch64-unknown-linux-gnu', 'wasm32-unknown-unknown'];

const read = name => readFileSync(join(root, name), 'utf8');

/** What deny.toml says: licences let in everywhere and of single crates, and crates that are not let in. */
export function rules(text = read('deny.toml')) {
  const list = body => [...body.matchAll(/"([^"]+)"/g)].map(([, name]) => name);
  const allow = new Set(list(/^allow = \[([^\]]*)\]/m.exec(text)[1]));
  const exceptions = new Map(
    [...text.matchAll(/\{ crate = "([^"]+)", allow = \[([^\]]*)\] \}/g)].map(([, crate, body]) => [crate, list(body)]),
  );
  const banned = new Set([...text.matchAll(/\{ name = "([^"]+)", reason = /g)].map(([, crate]) => crate));
  return { allow, exceptions, banned };
}

/** Whether an SPDX expression is satisfied by what is allowed. */
export function isAllowed(expression, allowed) {
  const tokens = expression.replaceAll('/', ' OR ').match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const one = () => {
    if (tokens[at] === '(') {
      at += 1;
      const inside = any();
      at += 1;
      return inside;
    }
    let licence = tokens[at++];
    if (tokens[at] === 'WITH') {
      licence = `${licence} WITH ${tokens[at + 1]}`;
      at += 2;
    }
    return allowed(licence);
  };
  const all = () => {
    let holds = one();
    while (tokens[at] === 'AND') {
      at += 1;
      holds = one() && holds;
    }
    return holds;
  };
  const any = () => {
    let holds = all();
    while (tokens[at] === 'OR') {
      at += 1;
      holds = all() || holds;
    }
    return holds;
  };
  return tokens.length > 0 && any() && at === tokens.length;
}

/** The checksums of Cargo.lock, by name and version. */
function checksums() {
  const packages = read('Cargo.lock').split('[[package]]').slice(1);
  const field = (text, name) => new RegExp(`^${name} = "([^"]+)"`, 'm').exec(text)?.[1];
  return new Map(packages.map(text => [`${field(text, 'name')}@${field(text, 'version')}`, field(text, 'checksum')]));
}

function metadata() {
  const platforms = PLATFORMS.flatMap(platform => ['--filter-platform', platform]);
  const text = execFileSync(process.env.CARGO ?? 'cargo', ['metadata', '--locked', '--all-features', '--format-version', '1', ...platforms], {
    cwd: root,
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(text);
}

/** The packages that get into the program: by every way but that of tests. */
function shipped(nodes, program) {
  const seen = new Set();
  const waiting = [program];
  while (waiting.length) {
    const id = waiting.pop();
    if (seen.has(id)) continue;
    seen.add(id);
    const real = nodes.get(id).deps.filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind !== 'dev'));
    waiting.push(...real.map(({ pkg }) => pkg));
  }
  return seen;
}

/** The licence that a text of its own is, for a part that names none. */
function named(file) {
  return /^(The )?MIT License/.test(readFileSync(file, 'utf8').trimStart()) ? 'MIT' : '';
}

/** The Rust parts, and what depends on what. */
export function rustParts({ packages, resolve, workspace_members }, { allow, exceptions, banned }, sums) {
  const nodes = new Map(resolve.nodes.map(node => [node.id, node]));
  const program = packages.find(({ name }) => name === PROGRAM);
  const inside = shipped(nodes, program.id);
  const refs = new Map(packages.map(({ id, name, version }) => [id, `pkg:cargo/${name}@${version}`]));
  const components = [];
  const refused = [];
  for (const { id, name, version, license, license_file, manifest_path, repository, source } of packages) {
    if (!nodes.has(id) || workspace_members.includes(id)) continue;
    if (banned.has(name)) refused.push(`${name} ${version} is not let in by deny.toml`);
    if (source !== CRATES_IO) refused.push(`${name} ${version} comes from ${source}, not from crates.io`);
    const special = exceptions.get(name) ?? [];
    const expression = license ?? (license_file ? special.join(' AND ') || named(join(dirname(manifest_path), license_file)) : '');
    if (!isAllowed(expression, licence => allow.has(licence) || special.includes(licence))) {
      refused.push(`${name} ${version} has the licence ${expression || 'none'}, which deny.toml does not let in`);
    }
    components.push({
      type: 'library',
      'bom-ref': refs.get(id),
      name,
      version,
      scope: inside.has(id) ? 'required' : 'excluded',
      hashes: [{ alg: 'SHA-256', content: sums.get(`${name}@${version}`) }],
      licenses: [{ expression: expression.replaceAll('/', ' OR ') }],
      purl: refs.get(id),
      ...(repository ? { externalReferences: [{ type: 'vcs', url: repository }] } : {}),
    });
  }
  if (refused.length) throw new Error(refused.join('\n'));
  const members = packages.filter(({ id }) => workspace_members.includes(id) && id !== program.id);
  const own = members.map(({ id, name, version, license }) => ({
    type: 'library',
    'bom-ref': refs.get(id),
    name,
    version,
    scope: 'required',
    licenses: [{ expression: license }],
    purl: refs.get(id),
  }));
  const dependencies = resolve.nodes.map(({ id, dependencies }) => ({
    ref: refs.get(id),
    dependsOn: [...new Set(dependencies.map(other => refs.get(other)))].sort(),
  }));
  return { program, ref: refs.get(program.id), components: [...own, ...components], dependencies };
}

/** Licences that the lock file does not tell, as the part's own LICENSE has them. */
const UNTOLD = new Map([['parse-cache-control@1.0.1', 'BSD-3-Clause']]);

/** The npm parts: they build and test, and none is shipped. */
export function npmParts({ packages }) {
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { version, integrity, license: told }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const license = told ?? UNTOLD.get(`${name}@${version}`);
      if (!integrity?.startsWith('sha512-') || !license) throw new Error(`${name} ${version} has no digest or no licence`);
      const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
      return {
        type: 'library',
        'bom-ref': `${purl}#${path}`,
        name,
        version,
        scope: 'excluded',
        hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex') }],
        licenses: [/^[\w.-]+$/.test(license) ? { license: { id: license } } : { expression: license }],
        purl,
      };
    });
}

/** The whole bill. */
export function bill() {
  const rust = rustParts(metadata(), rules(), checksums());
  const npm = npmParts(JSON.parse(read('end2end/package-lock.json')));
  const { name, version, license } = rust.program;
  const locks = createHash('sha256').update(read('Cargo.lock')).update(read('end2end/package-lock.json')).digest('hex');
  const uuid = `${locks.slice(0, 8)}-${locks.slice(8, 12)}-5${locks.slice(13, 16)}-8${locks.slice(17, 20)}-${locks.slice(20, 32)}`;
  const byRef = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuid}`,
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': rust.ref, name, version, licenses: [{ expression: license }], purl: rust.ref },
    },
    components: [...rust.components, ...npm].sort((a, b) => byRef(a['bom-ref'], b['bom-ref'])),
    dependencies: rust.dependencies.sort((a, b) => byRef(a.ref, b.ref)),
  };
}

/** What is wrong with the shape of a bill. */
export function faults(bom) {
  const found = [];
  const refs = new Set([bom.metadata.component['bom-ref']]);
  if (bom.bomFormat !== 'CycloneDX' || bom.specVersion !== '1.6') found.push('no CycloneDX 1.6');
  if (!/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/.test(bom.serialNumber)) found.push('no serial number');
  for (const part of bom.components) {
    const ref = part['bom-ref'];
    if (refs.has(ref)) found.push(`${ref} stands twice`);
    refs.add(ref);
    if (!/^pkg:(cargo|npm)\/\S+@\S+$/.test(part.purl)) found.push(`${ref} has no package address`);
    if (!part.licenses?.length) found.push(`${ref} has no licence`);
    const length = { 'SHA-256': 64, 'SHA-512': 128 };
    const isOwn = part.name.startsWith('luotain');
    if (!isOwn && !part.hashes?.every(({ alg, content }) => content?.length === length[alg])) found.push(`${ref} has no digest`);
    if (!['required', 'excluded'].includes(part.scope)) found.push(`${ref} has no scope`);
  }
  for (const { ref, dependsOn } of bom.dependencies) {
    for (const other of [ref, ...dependsOn]) if (!refs.has(other)) found.push(`${other} is named and not there`);
  }
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , file] = process.argv;
  if (!file) throw new Error('node tools/sbom.mjs FILE');
  const bom = bill();
  const wrong = faults(bom);
  if (wrong.length) throw new Error(wrong.join('\n'));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(bom, null, 1)}\n`);
  const count = scope => bom.components.filter(part => part.scope === scope).length;
  console.log(`${file}: ${count('required')} parts of the program, ${count('excluded')} of tests and tools`);
}
