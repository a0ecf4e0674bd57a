// The bill of materials is whole, and what does not belong into it is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bill, faults, isAllowed, npmParts, rules, rustParts } from './sbom.mjs';

const bom = bill();
const part = (name, kind = 'cargo') => bom.components.find(found => found.name === name && found.purl.startsWith(`pkg:${kind}/`));

test('it has the shape of CycloneDX and names what the program is made of', () => {
  assert.deepEqual(faults(bom), []);
  for (const name of ['axum', 'leptos', 'surrealdb', 'surrealkv', 'webauthn-rs', 'ed25519-dalek', 'rustls', 'argon2', 'luotain']) {
    assert.equal(part(name)?.scope, 'required', name);
  }
  for (const name of ['proptest', 'rcgen', 'webauthn-authenticator-rs']) assert.equal(part(name)?.scope, 'excluded', name);
  assert.equal(part('@playwright/test', 'npm')?.scope, 'excluded');
  assert.equal(part('surrealdb').licenses[0].expression, 'BUSL-1.1');
});

test('the same lock files give the same bytes', () => {
  assert.equal(JSON.stringify(bill()), JSON.stringify(bom));
});

test('a fault of the shape is found', () => {
  const broken = change => {
    const copy = structuredClone(bom);
    change(copy);
    return faults(copy).length;
  };
  assert.equal(broken(copy => copy.components.push(copy.components[0])), 1);
  assert.ok(broken(copy => (copy.components.find(({ name }) => name === 'axum').licenses = [])) === 1);
  assert.ok(broken(copy => (copy.components.find(({ name }) => name === 'axum').hashes[0].content = undefined)) === 1);
  assert.ok(broken(copy => (copy.components = copy.components.filter(({ name }) => name !== 'axum'))) > 1);
  assert.equal(broken(copy => (copy.specVersion = '1.5')), 1);
});

test('licences are read as SPDX has them', () => {
  const allowed = licence => ['MIT', 'Apache-2.0 WITH LLVM-exception', 'Zlib'].includes(licence);
  for (const [expression, holds] of [
    ['MIT', true],
    ['GPL-3.0-only', false],
    ['MIT OR GPL-3.0-only', true],
    ['MIT/GPL-3.0-only', true],
    ['MIT AND GPL-3.0-only', false],
    ['(MIT OR GPL-3.0-only) AND Zlib', true],
    ['GPL-3.0-only AND (MIT OR Zlib)', false],
    ['Apache-2.0 WITH LLVM-exception', true],
    ['Apache-2.0 WITH Classpath-exception-2.0', false],
    ['', false],
    ['MIT MIT', false],
  ]) assert.equal(isAllowed(expression, allowed), holds, expression);
});

test('a licence, a source or a package that is not let in is refused', () => {
  const id = 'luotain-server';
  const world = changes => ({
    workspace_members: [id],
    packages: [
      { id, name: id, version: '0.1.0', license: 'EUPL-1.2', source: null },
      {
        id: 'x', name: 'x', version: '1.0.0', license: 'MIT',
        source: 'registry+https://github.com/rust-lang/crates.io-index', ...changes,
      },
    ],
    resolve: {
      nodes: [
        { id, dependencies: ['x'], deps: [{ pkg: 'x', dep_kinds: [{ kind: null }] }] },
        { id: 'x', dependencies: [], deps: [] },
      ],
    },
  });
  const sums = new Map([['x@1.0.0', 'a'.repeat(64)]]);
  assert.equal(rustParts(world({}), rules(), sums).components.length, 1);
  assert.throws(() => rustParts(world({ license: 'AGPL-3.0-only' }), rules(), sums), /does not let in/);
  assert.throws(() => rustParts(world({ license: null }), rules(), sums), /does not let in/);
  assert.throws(() => rustParts(world({ name: 'openssl-sys' }), rules(), sums), /openssl-sys 1.0.0 is not let in/);
  assert.throws(() => rustParts(world({ source: 'git+https://elsewhere.example/x' }), rules(), sums), /not from crates.io/);
  assert.throws(() => npmParts({ packages: { 'node_modules/y': { version: '1.0.0', license: 'MIT' } } }), /no digest/);
});
