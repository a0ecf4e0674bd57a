// What a server said, searched for what must not be told: identity codes, names, passwords, tokens.
import { existsSync, readFileSync } from 'node:fs';

/**
 * A personal identity code in any of its forms (with the signs of 2023), standing by itself: the digits
 * of a random id may look like one in the midst.
 */
export const CODE = /(?<![0-9A-Za-z])\d{6}[-+A-FU-Y]\d{3}[0-9A-Y](?![0-9A-Za-z])/i;

const FORBIDDEN: [string, RegExp][] = [
  ['an identity code', CODE],
  ['the token of a session', /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/],
  ['the secret of a link', /#(invitation|password)=/],
  ['a password of the tests', /kolme vihreää kuusta|neljä punaista omenaa|mutta pitkä salasana/],
];

/** Fails if a text of a server holds any of this, or one of these secrets. */
export function checkText(text: string, where: string, secrets: string[] = []): void {
  for (const line of text.split('\n')) {
    const found = FORBIDDEN.find(([, pattern]) => pattern.test(line))?.[0] ?? secrets.find(secret => line.includes(secret));
    if (found) throw new Error(`${found} stands in ${where}: ${line}`);
  }
}

/** The same for a log, with all that a demonstration's folder tells of its users and persons. */
export function checkLog(log: string, data: string): void {
  if (!existsSync(log)) return;
  checkText(readFileSync(log, 'utf8'), log, secretsOf(data));
}

function secretsOf(data: string): string[] {
  const read = <T>(name: string): T | undefined => {
    const path = `${data}/${name}`;
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
  };
  const persons = Object.values(read<Record<string, { code: string; name: string }>>('demo-persons.json') ?? {});
  const users = read<{ password: string }[]>('demo-users.json') ?? [];
  const accounts = Object.values(read<Record<string, { password: string }>>('end2end-accounts.json') ?? {});
  return [
    ...persons.flatMap(({ code, name }) => [code, code.replace(/\D/g, ''), name]),
    ...users.map(({ password }) => password),
    ...accounts.map(({ password }) => password),
  ].filter(secret => secret.length > 3);
}
