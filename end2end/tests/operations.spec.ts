// What the files of the single queries leave out of: each operation × main path, no hit, too many, a
// protected hit, a role that may not. docs/queries.md has the whole table.
import type { Locator, Page } from '@playwright/test';
import { demo } from '../support/demo';
import { NOBODY, answer, ask, fact, groups, open, queryPath, signIn, unfold } from '../support/steps';
import { expect, test } from '../support/test';
import { fi } from '../support/texts';

const SERVICE = { permit: 'kunta', role: 'asiakaspalvelu' };
const SUPPORT = { permit: 'kunta', role: 'toimeentulotuki' };
const CONTROL = { permit: 'tekninen', role: 'rakennusvalvonta' };
const AGENT = { permit: 'kiinteisto', role: 'kohdetiedot' };

type Role = { permit: string; role: string };

/** A client identifier of nobody's. */
const NO_CLIENT = '99999999D';
/** The house of the plain person stands on it, and a cottage of the protected one. */
const PROPERTY = '837-999-100-1';
const PROTECTED_PROPERTY = '749-999-756-1';
/** The building in which the protected person lives. */
const PROTECTED_BUILDING = '199900080N';

/** Fills fields by their ids and presses the button of an open query page. */
async function submit(page: Page, fields: Record<string, string>): Promise<void> {
  await unfold(page);
  const button = page.getByRole('button', { name: fi.query.submit, exact: true });
  await expect(button).toBeEnabled();
  const purpose = page.getByLabel(fi.query.purpose, { exact: true });
  if ((await purpose.inputValue()) === '') await purpose.selectOption({ index: 1 });
  for (const [field, value] of Object.entries(fields)) await page.locator(`#${field}`).fill(value);
  // Whatever is suggested goes with the focus.
  await page.locator('#reference').fill('KUU 2026-001');
  await button.click();
}

/** Asks on a page that is opened for it; gives the answer and what came over the wire. */
async function asked(page: Page, path: string, fields: Record<string, string>): Promise<{ found: Locator; wire: string }> {
  await open(page, path);
  const response = page.waitForResponse(response => response.url().includes('/api/query/'));
  await submit(page, fields);
  const wire = await (await response).text();
  await expect(answer(page)).toBeVisible();
  return { found: answer(page), wire };
}

async function isNotOffered(page: Page, role: Role, end: string): Promise<void> {
  await open(page, `${queryPath(role)}${end}`);
  await expect(page.getByText(fi.query.not_offered)).toBeVisible();
  await expect(page.getByRole('button', { name: fi.query.submit, exact: true })).toHaveCount(0);
}

/** The client identifier that an answer shows. */
async function clientIdentifier(found: Locator): Promise<string> {
  return (await found.getByText(/^\d{8}[0-9A-Y]$/).first().innerText()).trim();
}

test('a person is found by client identifier, and nobody by that of nobody', async ({ page }) => {
  await signIn(page, demo.userOf(SUPPORT.permit, SUPPORT.role).username);
  const byCode = await asked(page, queryPath(SUPPORT), { code: demo.person('plain').code });
  const client = await clientIdentifier(byCode.found);
  const byClient = await asked(page, queryPath(SUPPORT), { code: ` ${client.toLowerCase()} ` });
  await expect(byClient.found.locator('.summary-name')).toHaveText('Antti Olavi Mäkinen');
  const none = await asked(page, queryPath(SUPPORT), { code: NO_CLIENT });
  await expect(none.found.getByRole('heading', { name: fi.query.no_data_title })).toBeVisible();
});

test('a protected person is no less protected when asked for by client identifier', async ({ page }) => {
  await signIn(page, demo.userOf(SUPPORT.permit, SUPPORT.role).username);
  const byCode = await asked(page, queryPath(SUPPORT), { code: demo.person('nonDisclosure').code });
  const client = await clientIdentifier(byCode.found);
  const { found, wire } = await asked(page, queryPath(SUPPORT), { code: client });
  await expect(found.getByRole('heading', { name: fi.query.hidden_ban_title })).toBeVisible();
  expect(wire).not.toContain('Torikatu');
});

test('a role without the client identifier is refused it by the server', async ({ page, guard }) => {
  guard.allow(/status of 403/);
  await signIn(page, demo.userOf(SERVICE.permit, SERVICE.role).username);
  await open(page, queryPath(SERVICE));
  await submit(page, { code: NO_CLIENT });
  await expect(page.getByText(fi.problems.operation_not_in_role)).toBeVisible();
  await expect(answer(page)).toHaveCount(0);
});

test('ownership: no hit, and of a protected person not what is owned', async ({ page }) => {
  await signIn(page, demo.userOf(SUPPORT.permit, SUPPORT.role).username);
  await open(page, `${queryPath(SUPPORT)}/ownership`);
  await ask(page, { code: NOBODY });
  await expect(answer(page).getByRole('heading', { name: fi.query.no_data_title })).toBeVisible();

  const { found, wire } = await asked(page, `${queryPath(SUPPORT)}/ownership`, { code: demo.person('nonDisclosure').code });
  await expect(found.getByRole('heading', { name: fi.query.hidden_ban_title })).toBeVisible();
  expect(await groups(found)).not.toContain('Omistukset');
  for (const told of ['Rantapolku', PROTECTED_PROPERTY]) expect(wire).not.toContain(told);
});

test('roles that may not have no form: ownership, buildings, addresses, properties', async ({ page, stranger }) => {
  await signIn(page, demo.userOf(SERVICE.permit, SERVICE.role).username);
  for (const end of ['/ownership', '/building', '/address', '/property', '/property-identification']) {
    await isNotOffered(page, SERVICE, end);
  }
  // Of two roles that look up places, each has what the other lacks.
  await signIn(stranger, demo.userOf(AGENT.permit, AGENT.role).username);
  await isNotOffered(stranger, AGENT, '/address');
});

test('an apartment by identifier leaves a protected resident out without a trace', async ({ page }) => {
  await signIn(page, demo.userOf(CONTROL.permit, CONTROL.role).username);
  await open(page, `${queryPath(CONTROL)}/building`);
  await page.locator('#sought-apartment-of').check();
  const response = page.waitForResponse(response => response.url().endsWith('/api/query/place'));
  await submit(page, { identifier: PROTECTED_BUILDING, apartment: 'c 045' });
  const wire = await (await response).text();
  await expect(answer(page).getByText(fi.places.no_residents)).toBeVisible();
  for (const told of ['Korhonen', demo.person('nonDisclosure').code]) expect(wire).not.toContain(told);
});

test('a property is found by its identifier, short or packed, and none by that of none', async ({ page }) => {
  await signIn(page, demo.userOf(AGENT.permit, AGENT.role).username);
  const path = `${queryPath(AGENT)}/property`;
  for (const identifier of [PROPERTY, '83799901000001']) {
    const { found } = await asked(page, path, { identifier });
    await expect(found).toContainText('Mäkinen');
    await expect(fact(found, fi.query.price)).toHaveText('0,39 €');
  }
  const none = await asked(page, path, { identifier: '837-999-9999-9' });
  await expect(none.found.getByRole('heading', { name: fi.places.no_data_title })).toBeVisible();
});

test('a property leaves a protected owner out, asked for by identifier or by address', async ({ page }) => {
  await signIn(page, demo.userOf(AGENT.permit, AGENT.role).username);
  const ways: [string, Record<string, string>][] = [
    ['/property', { identifier: PROTECTED_PROPERTY }],
    ['/property-identification', { postcode: '71800', street: 'Rantapolku', number: '5' }],
  ];
  for (const [end, fields] of ways) {
    const { found, wire } = await asked(page, `${queryPath(AGENT)}${end}`, fields);
    await expect(found).toContainText('Kesäranta');
    await expect(found.getByText(fi.places.owners_note)).toBeVisible();
    expect(wire).not.toContain('Korhonen');
    await expect(found.locator('.notice-alert')).toHaveCount(0);
  }
});

test('property identification: no hit and too many', async ({ page }) => {
  await signIn(page, demo.userOf(AGENT.permit, AGENT.role).username);
  const path = `${queryPath(AGENT)}/property-identification`;
  const none = await asked(page, path, { municipality: 'Tampere', street: 'Koivukuja', number: '999' });
  await expect(none.found.getByRole('heading', { name: fi.places.no_data_title })).toBeVisible();
  // Eleven houses, each on a property of its own.
  const many = await asked(page, path, { municipality: 'Kuopio', street: 'Kaimakuja' });
  await expect(many.found.getByRole('heading', { name: fi.places.too_many_title })).toBeVisible();
  expect(await groups(many.found)).toEqual([]);
});
