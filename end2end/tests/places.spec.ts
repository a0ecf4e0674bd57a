// Buildings, apartments and properties: by identifier and by address (S4, S5, S8; domain.md §5.4, §7).
import type { Locator, Page } from '@playwright/test';
import { demo } from '../support/demo';
import { look } from '../support/look';
import { type Language, answer, fact, groups, open, queryPath, ready, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { fi, fill, texts } from '../support/texts';

const CONTROL = { permit: 'tekninen', role: 'rakennusvalvonta' };
const ADDRESSES = { permit: 'tekninen', role: 'osoitetiedot' };
const RESCUE = { permit: 'tekninen', role: 'pelastustoimi' };
const AGENT = { permit: 'kiinteisto', role: 'kohdetiedot' };

type Role = { permit: string; role: string };
type Operation = 'building' | 'address' | 'property' | 'property-identification';

async function openPage(page: Page, role: Role, operation: Operation): Promise<void> {
  await open(page, `${queryPath(role)}/${operation}`);
}

/** Presses the button, with purpose and reference filled in. */
async function submit(page: Page, language: Language = 'fi'): Promise<void> {
  const { query } = texts(language);
  const button = page.getByRole('button', { name: query.submit, exact: true });
  await expect(button).toBeEnabled();
  const purpose = page.getByLabel(query.purpose, { exact: true });
  if ((await purpose.inputValue()) === '') await purpose.selectOption({ index: 1 });
  await page.locator('#reference').fill('KUU 2026-001');
  await button.click();
}

interface Written {
  municipality?: string;
  postcode?: string;
  street: string;
  number?: string;
  apartment?: string;
}

async function write(page: Page, address: Written): Promise<void> {
  for (const [field, value] of Object.entries(address)) await page.locator(`#${field}`).fill(value);
  // The list of suggestions goes with the focus.
  await page.locator('#reference').focus();
}

/** Asks by address and waits for the answer. */
async function askAddress(page: Page, role: Role, address: Written, operation: Operation = 'address'): Promise<Locator> {
  await openPage(page, role, operation);
  await write(page, address);
  await submit(page);
  await expect(answer(page)).toBeVisible();
  return answer(page);
}

const HOME = { municipality: 'Tampere', street: 'Koivukuja', number: '7' };

test('a building is found by address, and again by its identifier with the groups of each role', async ({ page }) => {
  await signIn(page, 'tekninen.kysely1');
  const found = await askAddress(page, CONTROL, HOME);
  await expect(found.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(found.locator('.place-address address')).toContainText('Koivukuja 7');
  await expect(found).toContainText('Mäkinen');
  const id = (await found.getByText(/^19\d{7}[0-9A-Y]$/).first().innerText()).trim();
  await look(page, 'building');

  await openPage(page, ADDRESSES, 'building');
  await page.locator('#identifier').fill(` ${id.toLowerCase()} `);
  await submit(page);
  const few = answer(page);
  await expect(few).toContainText('Koivukuja 7');
  await expect(few).not.toContainText('Mäkinen');
  await expect(few.getByRole('heading', { name: fi.query.hidden_title })).toBeVisible();
  await expect(fact(few, fi.query.reference)).toHaveText('KUU 2026-001');
  await expect(fact(few, fi.query.receipt_number)).toHaveText(/^\d+$/);
});

test('no hit, an unknown street and a wrong check character are told, and only the first costs a query', async ({ page, guard }) => {
  guard.allow(/status of 400/);
  await signIn(page, 'tekninen.kysely1');
  await openPage(page, CONTROL, 'building');
  let sent = 0;
  page.on('request', request => (sent += Number(request.url().endsWith('/api/query/place'))));
  const field = page.locator('#identifier');
  for (const wrong of ['', '100012345A', '12345', '837-1234-45-6-V-1']) {
    await field.fill(wrong);
    await submit(page);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toBeFocused();
    await expect(page.locator('#identifier-error')).not.toBeEmpty();
  }
  await field.fill('100012345A');
  await submit(page);
  await expect(page.locator('#identifier-error')).toContainText(' N');
  expect(sent).toBe(0);

  // A right identifier of no building.
  await field.fill('199999999V');
  await submit(page);
  await expect(answer(page).getByRole('heading', { name: fi.places.no_data_title })).toBeVisible();
  expect(sent).toBe(1);

  await openPage(page, CONTROL, 'address');
  await write(page, { ...HOME, street: 'Olematonkatu' });
  await submit(page);
  await expect(page.locator('#street-error')).toHaveText(fi.places.street_unknown);
  await expect(page.locator('#street')).toBeFocused();
  await write(page, { ...HOME, municipality: 'Tamper' });
  await submit(page);
  await expect(page.locator('#municipality-error')).toHaveText(fi.places.municipality_unknown);
  await expect(answer(page)).toHaveCount(0);

  await write(page, { ...HOME, number: '999' });
  await submit(page);
  await expect(answer(page).getByRole('heading', { name: fi.places.no_data_title })).toBeVisible();
});

test('municipality and street are completed as one types, with the keyboard alone', async ({ page }) => {
  await signIn(page, 'tekninen.kysely1');
  await openPage(page, CONTROL, 'address');
  const municipality = page.getByRole('combobox', { name: fi.places.municipality, exact: true });
  await municipality.pressSequentially('tampe');
  const list = page.getByRole('listbox', { name: fill(fi.places.suggestions, { name: fi.places.municipality }) });
  await expect(list.getByRole('option').first()).toContainText('Tampere');
  await expect(municipality).toHaveAttribute('aria-expanded', 'true');
  await look(page, 'combobox');
  await municipality.press('ArrowDown');
  await expect(list.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await municipality.press('Enter');
  await expect(municipality).toHaveValue('Tampere');
  await expect(list).toBeHidden();

  const street = page.getByRole('combobox', { name: fi.places.street, exact: true });
  await street.pressSequentially('koivuk');
  const streets = page.getByRole('listbox', { name: fill(fi.places.suggestions, { name: fi.places.street }) });
  await expect(streets.getByRole('option', { name: /^Koivukuja/ })).toBeVisible();
  await street.press('Escape');
  await expect(streets).toBeHidden();
  await expect(street).toHaveValue('koivuk');
  await street.press('ArrowDown');
  await street.press('Enter');
  await expect(street).toHaveValue(/^Koivuk/);
});

test('a search that fits too many places names none; one that fits two lists them, under the present municipality', async ({ page }) => {
  await signIn(page, 'tekninen.kysely1');
  const street = { municipality: 'Vammala', street: 'Granvägen' };
  const many = await askAddress(page, ADDRESSES, street);
  await expect(many.getByRole('heading', { name: fi.places.too_many_title })).toBeVisible();
  await expect(many.getByText(fill(fi.places.merged, { former: 'Vammala', present: 'Sastamala', year: 2008 }))).toBeVisible();
  await expect(many).not.toContainText('Kuuselankatu');
  expect(await groups(many)).toEqual([]);

  const two = await askAddress(page, ADDRESSES, { ...street, number: '2–4' });
  await expect(two.getByRole('heading', { name: fill(fi.places.several_title, { n: 2 }) })).toBeVisible();
  await look(page, 'several-places');
  await two.getByRole('button', { name: /^Hae rakennuksen tiedot: 19/ }).first().click();
  const dialog = page.getByRole('dialog', { name: fi.places.move_title });
  await dialog.getByRole('button', { name: fi.places.move_confirm, exact: true }).click();
  await expect(answer(page).locator('.place-address address')).toContainText('Kuuselankatu 2');
});

test('protected residents are nowhere in the answer, and a role with the right is warned and marked', async ({ page }) => {
  const home = { municipality: 'Oulu', street: 'Torikatu', number: '22', apartment: 'C 45' };
  await signIn(page, 'tekninen.kysely1');
  const response = page.waitForResponse(response => response.url().endsWith('/api/query/place'));
  const hidden = await askAddress(page, CONTROL, home);
  const wire = await (await response).text();
  for (const name of ['nonDisclosure', 'sameDwelling'] as const) {
    const { code, name: called } = demo.person(name);
    expect(wire).not.toContain(code);
    expect(wire).not.toContain(called.split(' ').at(-1)!);
  }
  await expect(hidden.getByText(fi.places.no_residents)).toBeVisible();
  await expect(hidden.locator('.notice-alert')).toHaveCount(0);

  // The role with the right shows them after the key was used for this one answer, and not before.
  const closed = await askAddress(page, RESCUE, home);
  await expect(closed.getByRole('heading', { name: fi.persons.to_confirm_title })).toBeVisible();
  await expect(closed).not.toContainText('Korhonen');
  await closed.getByRole('button', { name: fi.persons.to_confirm, exact: true }).click();
  await page.getByRole('alertdialog', { name: fi.persons.confirm_title }).getByRole('button', { name: fi.persons.confirm, exact: true }).click();
  const shown = answer(page);
  await expect(shown.getByRole('heading', { name: fi.places.shown_ban_title })).toBeVisible();
  await expect(shown).toContainText('Korhonen');
  await look(page, 'protected-residents');
  await page.emulateMedia({ media: 'print' });
  await expect(shown.getByText(fi.query.print_withheld)).toBeVisible();
  await expect(shown.locator('.group').first()).toBeHidden();
  await expect(shown.locator('.place-address')).toBeHidden();
});

test('going on to another record is confirmed with its price, and asks nothing until then', async ({ page }) => {
  await signIn(page, 'kiinteisto.kysely1');
  const property = await askAddress(page, AGENT, HOME, 'property-identification');
  await expect(property).toContainText('Mäkinen');
  let sent = 0;
  page.on('request', request => (sent += Number(request.url().endsWith('/api/query/place'))));
  const way = property.getByRole('button', { name: /^Hae rakennuksen tiedot: 19/ });
  await way.click();
  const dialog = page.getByRole('dialog', { name: fi.places.move_title });
  await expect(dialog).toContainText('0,39 €');
  await dialog.getByRole('button', { name: fi.places.cancel, exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(property).toContainText('Mäkinen');
  expect(sent).toBe(0);
  await way.click();
  await dialog.getByRole('button', { name: fi.places.move_confirm, exact: true }).click();
  await expect(answer(page).locator('.place-address address')).toContainText('Koivukuja 7');
  await expect(answer(page)).not.toContainText('Mäkinen');
  expect(sent).toBe(1);
});

test('a person whom a place names is handed to the form of the person query and not asked for', async ({ page }) => {
  await signIn(page, 'tekninen.kysely1');
  const found = await askAddress(page, CONTROL, HOME);
  let sent = 0;
  page.on('request', request => (sent += Number(request.url().includes('/api/query/'))));
  await found.getByRole('button', { name: /^Hae henkilön tiedot: Mäkinen Antti/ }).click();
  const dialog = page.getByRole('dialog', { name: fi.places.move_title });
  await dialog.getByRole('button', { name: fi.places.move_person, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${queryPath(CONTROL)}$`));
  await expect(page.getByLabel(fi.query.code, { exact: true })).toHaveValue(demo.person('plain').code);
  await expect(page.locator('#reference')).toHaveValue('KUU 2026-001');
  expect(sent).toBe(0);
});

test('an earlier answer on a place opens again, logged and free of charge', async ({ page }) => {
  await signIn(page, 'kiinteisto.kysely1');
  const found = await askAddress(page, AGENT, HOME, 'property-identification');
  await expect(fact(found, fi.query.price)).toHaveText('0,39 €');
  const first = Number(await fact(found, fi.query.receipt_number).innerText());
  await page.getByRole('button', { name: fi.query.new_query }).click();
  await page.getByRole('button', { name: fi.persons.kept_load, exact: true }).click();
  const list = page.locator('.kept-list');
  await expect(list).toContainText('Koivukuja');
  await expect(list).toContainText('talon numero ****');
  await look(page, 'kept-places');
  await list.getByRole('button').first().click();
  await expect(answer(page)).toContainText('Mäkinen');
  await expect(fact(answer(page), fi.query.price)).toHaveText('0,00 €');
  expect(Number(await fact(answer(page), fi.query.receipt_number).innerText())).toBeGreaterThan(first);
  // The page of another query of the role has the same list; the pages of persons have their own.
  await openPage(page, AGENT, 'building');
  await page.getByRole('button', { name: fi.persons.kept_load, exact: true }).click();
  await expect(list.getByRole('button').first()).toBeVisible();
});

test('the answer on a place has codes on demand and shortcuts', async ({ page }) => {
  await signIn(page, 'tekninen.kysely1');
  const found = await askAddress(page, CONTROL, HOME);
  await expect(found.locator('.code-value')).toHaveCount(0);
  await page.keyboard.press('c');
  await expect(found.locator('.code-value').filter({ visible: true }).first()).toBeVisible();
  await look(page, 'place-codes');
  await found.getByRole('button', { name: fi.persons.show_codes, exact: true }).click();
  await expect(found.locator('.code-value')).toHaveCount(0);
  await page.keyboard.press('s');
  await expect(found.getByRole('navigation', { name: fi.places.contents }).getByRole('link').first()).toBeFocused();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: fi.persons.keys_title });
  await expect(help).toBeVisible();
  await help.getByRole('button', { name: fi.persons.close, exact: true }).click();
  await page.keyboard.press('n');
  await expect(found).toHaveCount(0);
  await expect(page.locator('#municipality')).toBeFocused();
});

test('a page that the role does not allow has no form and says what the role may ask', async ({ page }) => {
  await signIn(page, 'tekninen.kysely1');
  await openPage(page, ADDRESSES, 'property');
  await expect(page.getByText(fi.query.not_offered)).toBeVisible();
  await expect(page.getByRole('button', { name: fi.query.submit, exact: true })).toHaveCount(0);
  const offered = page.getByRole('navigation', { name: fi.query.operations });
  await expect(offered.getByRole('link')).toHaveCount(2);
});

test('nothing that was asked stands in an address or in the page that the server sends', async ({ page }) => {
  await signIn(page, 'tekninen.kysely1');
  await askAddress(page, CONTROL, HOME);
  expect(new URL(page.url()).search).toBe('');
  const html = await (await page.request.get(`${queryPath(CONTROL)}/address`)).text();
  expect(html).not.toContain('Koivukuja');
});

test('in training the same role asks an invented register, green and free', async ({ page }) => {
  await signIn(page, 'kiinteisto.kysely1');
  await open(page, `${queryPath({ ...AGENT, environment: 'training' })}/property-identification`);
  await ready(page);
  await expect(page.locator('#price')).toContainText(fi.query.price_training);
  await write(page, HOME);
  await submit(page);
  await expect(fact(answer(page), fi.query.environment)).toHaveText(fi.query.training);
});

test('a long word of a heading does not break on a phone', async ({ page }) => {
  await signIn(page, demo.userOf(CONTROL.permit, CONTROL.role).username);
  for (const width of [320, 360, 414]) {
    await page.setViewportSize({ width, height: 800 });
    await openPage(page, CONTROL, 'building');
    const lines = await page.locator('h1').evaluate(heading => {
      const found = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
      for (let text = found.nextNode(); text; text = found.nextNode()) {
        const at = text.textContent!.indexOf('Rakennusvalvonta');
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 'Rakennusvalvonta'.length);
        return range.getClientRects().length;
      }
      return 0;
    });
    expect(lines, `the role's name at ${width} px`).toBe(1);
  }
});
