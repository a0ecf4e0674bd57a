// The texts of the pages, read from the source, so that a test names a text and does not copy it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const LANGUAGES = ['fi', 'sv', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
type Area = Record<string, string>;

const AREAS = [
  'changes',
  'emergency',
  'credentials',
  'approvals',
  'front',
  'keys',
  'mail',
  'management',
  'organisations',
  'permits',
  'places',
  'practice',
  'persons',
  'problems',
  'query',
  'receipt',
  'shell',
  'sign_in',
  'support',
  'status',
  'user',
] as const;
type Texts = Record<(typeof AREAS)[number], Area>;

const folder = fileURLToPath(new URL('../../app/src/locales', import.meta.url));
const quoted = String.raw`"((?:[^"\\]|\\[\s\S])*)"`;
const line = new RegExp(String.raw`^\s*(\w+):\s*${quoted},\s*${quoted},\s*${quoted};`, 'gm');

const found = new Map<string, Texts>();

/** The texts in one language; a name that does not exist is an error. */
export function texts(language: Language): Texts {
  let texts = found.get(language);
  if (!texts) {
    texts = Object.fromEntries(AREAS.map(area => [area, read(area, language)])) as Texts;
    found.set(language, texts);
  }
  return texts;
}

function read(name: string, language: Language): Area {
  const source = readFileSync(join(folder, `${name}.rs`), 'utf8');
  const place = LANGUAGES.indexOf(language) + 2;
  const area: Area = {};
  for (const match of source.matchAll(line)) area[match[1]!] = unquote(match[place]!);
  return new Proxy(area, {
    get(area, key) {
      const text = area[String(key)];
      if (text === undefined) throw new Error(`locales/${name}.rs has no text ${String(key)}`);
      return text;
    },
  });
}

function unquote(text: string): string {
  return text.replace(/\\\n\s*/g, '').replace(/\\(["\\])/g, '$1');
}

/** A text with its blanks filled. */
export function fill(text: string, values: Record<string, string | number>): string {
  return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, String(value)), text);
}

/** The Finnish texts: the originals. */
export const fi = texts('fi');
