// What a role may not: other roles, other purposes, persons it is not for (S6, S75, S97; domain.md §8).
import type { Page } from '@playwright/test';
import { type PersonName, demo } from '../support/demo';
import { NOBODY, answer, heading, open, query, queryPath, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { fi } from '../support/texts';

/** A role that gets no special persons, and one that gets all of them. */
const NARROW = { permit: 'pankki', role: 'asiakastieto' };
const WIDE = { permit: 'kunta', role: 'sosiaalityo' };
const SPECIAL: PersonName[] = ['passive', 'dead', 'under15', 'withheld'];

/** Calls the query's server function as a page would, with something changed. */
async function post(page: Page, changes: Record<string, unknown>, headers: Record<string, string> = {}) {
  return page.request.post('/api/query/person', {
    headers: { origin: demo.url, 'content-type': 'application/json', ...headers },
    data: {
      query: {
        environment: 'production',
        permit: 'kunta',
        role: 'asiakaspalvelu',
        purpose: 'x',
        reference: 'HEL 2026-001',
        code: demo.person('plain').code,
        ...changes,
      },
    },
  });
}

test('the address of another organisation\'s role opens no form', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  for (const path of [queryPath(NARROW), queryPath({ permit: 'kunta', role: 'ei-ole' }), '/production/query/x/y']) {
    await open(page, path);
    await expect(heading(page, fi.query.no_role_title)).toBeVisible();
    await expect(page.getByText(fi.query.no_role_text)).toBeVisible();
    await expect(page.getByRole('button', { name: fi.query.submit, exact: true })).toHaveCount(0);
  }
  await expect(page.locator(`nav a[href*="/${NARROW.permit}/"]`)).toHaveCount(0);
});

test('the server refuses a role not held and a purpose not in the permit, and says nothing of the person', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  const { name } = demo.person('plain');
  for (const changes of [NARROW, { permit: 'kunta', role: 'ei-ole' }, { purpose: 'ei-luvassa' }]) {
    const refused = await post(page, changes);
    expect(refused.status(), JSON.stringify(changes)).toBe(403);
    expect(await refused.text()).not.toContain(name.split(' ').at(-1)!);
  }
});

test('a request that is forged, from another site, too large or signed out is refused', async ({ page, stranger }) => {
  await signIn(page, 'kunta.kysely1');
  expect((await post(page, {}, { origin: 'https://evil.example' })).status()).toBe(403);
  expect((await post(page, {}, { 'sec-fetch-site': 'cross-site', origin: 'null' })).status()).toBe(403);
  expect((await post(page, { reference: 'x'.repeat(70_000) })).status()).toBe(413);
  const malformed = await post(page, { environment: 'elsewhere' });
  expect(malformed.ok()).toBe(false);
  expect(await malformed.text()).toContain('malformed');
  expect((await post(stranger, {})).status()).toBe(401);
});

test('passive, dead, under 15, withheld and not found are one answer to a role that may not see them', async ({ page }) => {
  await signIn(page, demo.userOf(NARROW.permit, NARROW.role).username);
  const seen = new Map<string, string>();
  for (const [name, code] of [['nobody', NOBODY], ...SPECIAL.map(name => [name, demo.person(name).code])] as [string, string][]) {
    const result = await query(page, { ...NARROW, code });
    await expect(result.getByRole('heading', { name: fi.query.no_data_title })).toBeVisible();
    // All that is on the page but for the code asked, the time and the receipt's number.
    const varying = [fi.query.asked, fi.query.extracted, fi.query.receipt_number];
    const text = await result.evaluate((element, varying) => {
      const copy = element.cloneNode(true) as HTMLElement;
      for (const row of copy.querySelectorAll('dl > div')) {
        if (varying.includes(row.querySelector('dt')?.textContent ?? '')) row.remove();
      }
      return copy.textContent ?? '';
    }, varying);
    seen.set(name, text);
  }
  expect(new Set(seen.values()).size, [...seen].map(([name, text]) => `${name}: ${text}`).join('\n')).toBe(1);
});

test('a role that may see them is told that a person is dead, under 15, or has another code', async ({ page }) => {
  await signIn(page, demo.userOf(WIDE.permit, WIDE.role).username);
  await query(page, { ...WIDE, code: demo.person('dead').code });
  await expect(answer(page).getByText(fi.query.dead)).toBeVisible();
  await query(page, { ...WIDE, code: demo.person('under15').code });
  await expect(answer(page).getByText(fi.query.under_fifteen)).toBeVisible();

  const passive = await query(page, { ...WIDE, code: demo.person('passive').code });
  await expect(passive.getByRole('heading', { name: fi.query.passive_title })).toBeVisible();
  const replacement = (await passive.locator('.code').innerText()).trim();
  let sent = 0;
  page.on('request', request => (sent += Number(request.url().includes('/api/query/'))));
  await passive.getByRole('button', { name: fi.query.passive_use }).click();
  await expect(page.getByLabel(fi.query.code, { exact: true })).toHaveValue(replacement);
  expect(sent, 'the officer decides on the next query').toBe(0);
});

test('a person abroad is found', async ({ page }) => {
  await signIn(page, demo.userOf(WIDE.permit, WIDE.role).username);
  const { code, name } = demo.person('abroad');
  await expect(await query(page, { ...WIDE, code })).toContainText(name.split(' ').at(-1)!);
});
