// Person identification, ownership, the page of the answer, answers opened again, own queries
// (S3, S41, S45; domain.md §5.4, §7, §8).
import type { Locator, Page } from '@playwright/test';
import { demo } from '../support/demo';
import { look } from '../support/look';
import { answer, ask, fact, groups, open, query, queryPath, signIn, unfold } from '../support/steps';
import { expect, test } from '../support/test';
import { fi, fill } from '../support/texts';

const SERVICE = { permit: 'kunta', role: 'asiakaspalvelu' };
const SOCIAL = { permit: 'kunta', role: 'sosiaalityo' };
const SUPPORT = { permit: 'kunta', role: 'toimeentulotuki' };
const PARISH = { permit: 'seurakunta', role: 'jasenrekisteri' };
const t = fi.persons;

interface Names {
  surname: string;
  firstNames: string;
  birthDate: string;
}

const PLAIN: Names = { surname: 'Mäkinen', firstNames: 'Antti Olavi', birthDate: '12.5.1984' };
const THREE: Names = { surname: 'Virtanen', firstNames: 'Matti Johannes', birthDate: '1.1.1960' };
const ELEVEN: Names = { surname: 'Korhonen', firstNames: 'Anna Maria', birthDate: '2.2.1962' };
const NOBODY: Names = { surname: 'Olematon', firstNames: 'Olli', birthDate: '1.1.1970' };

function identificationPath(role: typeof SERVICE): string {
  return `${queryPath(role)}/identification`;
}

/** Fills the form of an identification and presses the button. */
async function identify(page: Page, names: Names): Promise<void> {
  await unfold(page);
  const purpose = page.getByLabel(fi.query.purpose, { exact: true });
  await expect(page.getByRole('button', { name: fi.query.submit, exact: true })).toBeEnabled();
  if ((await purpose.inputValue()) === '') await purpose.selectOption({ index: 1 });
  await page.locator('#reference').fill('HEL 2026-001');
  await page.getByLabel(t.surname, { exact: true }).fill(names.surname);
  await page.getByLabel(t.first_names, { exact: true }).fill(names.firstNames);
  await page.getByLabel(t.birth_date, { exact: true }).fill(names.birthDate);
  await page.getByRole('button', { name: fi.query.submit, exact: true }).click();
}

/** Identifies on a page that is opened for it, and waits for the answer. */
async function identified(page: Page, role: typeof SERVICE, names: Names): Promise<Locator> {
  await open(page, identificationPath(role));
  await identify(page, names);
  await expect(answer(page)).toBeVisible();
  return answer(page);
}

test('a person is identified by name and date of birth, at the price of an identification', async ({ page }) => {
  await signIn(page, demo.userOf(PARISH.permit, PARISH.role).username);
  await open(page, queryPath(PARISH));
  await page.getByRole('link', { name: 'Henkilön tunnistus', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${identificationPath(PARISH)}$`));
  await expect(page.locator('#price')).toContainText('0,185 €');
  await identify(page, PLAIN);
  const found = answer(page);
  await expect(found.locator('.summary-name')).toHaveText('Antti Olavi Mäkinen');
  await expect(fact(found, fi.query.price)).toHaveText('0,185 €');
  await look(page, 'identified');
});

test('swapped names are found and it is said', async ({ page }) => {
  await signIn(page, demo.userOf(SERVICE.permit, SERVICE.role).username);
  const found = await identified(page, SERVICE, { ...PLAIN, surname: PLAIN.firstNames, firstNames: PLAIN.surname });
  await expect(found.getByText(t.swapped)).toBeVisible();
  await expect(found.locator('.summary-name')).toHaveText('Antti Olavi Mäkinen');
});

test('nobody, too many and several are told in words, and a list opens one at a confirmed price', async ({ page }) => {
  await signIn(page, demo.userOf(PARISH.permit, PARISH.role).username);
  const none = await identified(page, PARISH, NOBODY);
  await expect(none.getByRole('heading', { name: t.none_title })).toBeVisible();
  const many = await identified(page, PARISH, ELEVEN);
  await expect(many.getByRole('heading', { name: t.too_many_title })).toBeVisible();
  await expect(many).not.toContainText(/\d{6}[-Y]\d{3}/);

  const several = await identified(page, PARISH, THREE);
  await expect(several.getByRole('heading', { name: fill(t.several_title, { n: 3 }) })).toBeVisible();
  await expect(several.locator('table.hits tbody tr')).toHaveCount(3);
  await expect(several).not.toContainText(/\d{6}-\d{3}/);
  await look(page, 'several');
  const press = several.getByRole('button', { name: `${t.open_hit}: ${fill(t.hit, { n: 1 })}` });
  await press.click();
  const dialog = page.getByRole('dialog', { name: t.next_title });
  await expect(dialog).toContainText('0,074 €');
  await dialog.getByRole('button', { name: fi.shell.cancel, exact: true }).click();
  await expect(dialog).toBeHidden();
  await press.click();
  await dialog.getByRole('button', { name: t.next_do, exact: true }).click();
  await expect(answer(page).locator('.summary-name')).toHaveText('Matti Johannes Virtanen');
  await expect(fact(answer(page), fi.query.price)).toHaveText('0,074 €');
});

test('a protected person stands in the list without a municipality', async ({ page }) => {
  await signIn(page, demo.userOf(SERVICE.permit, SERVICE.role).username);
  const several = await identified(page, SERVICE, THREE);
  await expect(several.getByText(t.masked_home)).toHaveCount(1);
  // The municipality of the protected person finds nobody but those who are not protected.
  await page.getByRole('button', { name: fi.query.new_query }).click();
  await identify(page, THREE);
  await expect(several.getByText(t.masked_home)).toHaveCount(1);
});

test('wrong criteria are told at their fields, and nothing is sent', async ({ page }) => {
  await signIn(page, demo.userOf(SERVICE.permit, SERVICE.role).username);
  await open(page, identificationPath(SERVICE));
  let sent = 0;
  page.on('request', request => (sent += Number(request.url().includes('/api/query/'))));
  await identify(page, { surname: 'Mäk*', firstNames: '', birthDate: '1984' });
  await expect(page.locator('#surname-error')).toHaveText(t.fault_wildcard);
  await expect(page.locator('#first-names-error')).toHaveText(t.fault_missing_first);
  await expect(page.locator('#birth-date-error')).toHaveText(t.fault_not_whole);
  await expect(page.getByLabel(t.surname, { exact: true })).toBeFocused();
  expect(sent).toBe(0);
});

test('a role offers just its own queries, and the page of another says so', async ({ page }) => {
  await signIn(page, demo.userOf(SUPPORT.permit, SUPPORT.role).username);
  await open(page, queryPath(SUPPORT));
  const links = page.getByRole('navigation', { name: fi.query.operations }).getByRole('link');
  await expect(links).toHaveText([
    'Henkilö henkilötunnuksella',
    'Henkilön omistukset',
    'Rakennus tai huoneisto tunnuksella',
    'Kiinteistö kiinteistötunnuksella',
  ]);
  await open(page, identificationPath(SUPPORT));
  await expect(page.getByText(fi.query.not_offered)).toBeVisible();
  await expect(page.getByRole('button', { name: fi.query.submit, exact: true })).toHaveCount(0);
});

test('what a person owns is shown without the groups that it is not about', async ({ page }) => {
  await signIn(page, demo.userOf(SUPPORT.permit, SUPPORT.role).username);
  await open(page, `${queryPath(SUPPORT)}/ownership`);
  await ask(page, { code: demo.person('plain').code });
  await expect(answer(page)).toBeVisible();
  expect(await groups(answer(page))).toEqual(['Henkilön tunnukset', 'Nimi', 'Omistukset']);
  await look(page, 'ownership');
  // On to what is owned: its identifier moves to the form of its own page, and nothing is asked by itself.
  await answer(page).getByRole('button', { name: new RegExp(`^${t.next_of.split(':')[0]}: \\d{3}-`) }).first().click();
  const dialog = page.getByRole('dialog', { name: t.next_title });
  await dialog.getByRole('button', { name: t.next_go, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${queryPath(SUPPORT)}/property$`));
  await expect(page.locator('#identifier')).toHaveValue(/^\d{3}-/);
  await expect(answer(page)).toHaveCount(0);
});

for (const name of ['plain', 'nonDisclosure', 'dead'] as const) {
  test(`${name}: what is looked for first is seen at 1280 × 720 without scrolling`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await signIn(page, demo.userOf(SERVICE.permit, SERVICE.role).username);
    const found = await query(page, { ...SERVICE, code: demo.person(name).code });
    const seen = [found.locator('.summary-name'), found.locator('.summary-life'), found.locator('.summary-address')];
    if (name === 'nonDisclosure') seen.push(found.locator('.ban h3'));
    for (const part of seen) {
      const box = (await part.boundingBox())!;
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(720);
    }
  });
}

test('the answer has contents, a timeline and codes on demand', async ({ page }) => {
  await signIn(page, demo.userOf(SOCIAL.permit, SOCIAL.role).username);
  const found = await query(page, { ...SOCIAL, code: demo.person('plain').code });
  await found.getByRole('navigation', { name: t.contents }).getByRole('link', { name: 'Osoitteet', exact: true }).click();
  await expect(found.getByRole('heading', { name: 'Osoitteet', exact: true })).toBeFocused();
  await expect(found.locator('.timeline li.current').first()).toBeVisible();
  await expect(found.locator('.code-value')).toHaveCount(0);
  await found.getByRole('button', { name: t.show_codes, exact: true }).click();
  await expect(found.locator('.code-value').filter({ visible: true }).first()).toBeVisible();
  await look(page, 'answer-codes');
});

test('shortcuts work while nothing is typed, and can be turned off', async ({ page }) => {
  await signIn(page, demo.userOf(SOCIAL.permit, SOCIAL.role).username);
  const found = await query(page, { ...SOCIAL, code: demo.person('plain').code });
  await page.keyboard.press('c');
  await expect(found.locator('.code-value').filter({ visible: true }).first()).toBeVisible();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: t.keys_title });
  await expect(help).toBeVisible();
  await help.getByLabel(t.keys_on).uncheck();
  await help.getByRole('button', { name: t.close, exact: true }).click();
  await page.keyboard.press('n');
  await expect(found).toBeVisible();
  await page.keyboard.press('c');
  await expect(found.locator('.code-value').filter({ visible: true }).first()).toBeVisible();
  // Typing a letter in a field is typing.
  await found.getByRole('button', { name: t.keys, exact: true }).click();
  await help.getByLabel(t.keys_on).check();
  await help.getByRole('button', { name: t.close, exact: true }).click();
  await unfold(page);
  await page.locator('#reference').focus();
  await page.keyboard.type('n');
  await expect(found).toBeVisible();
});

test('moving to a relative is a new query with its price, where the role allows it', async ({ page }) => {
  await signIn(page, demo.userOf(SOCIAL.permit, SOCIAL.role).username);
  const found = await query(page, { ...SOCIAL, code: demo.person('plain').code });
  const first = await fact(found, fi.query.receipt_number).innerText();
  await found.getByRole('button', { name: new RegExp(t.next_do) }).first().click();
  const dialog = page.getByRole('dialog', { name: t.next_title });
  await expect(dialog).toContainText(fill(t.next_price, { price: fi.query.price_free }));
  await dialog.getByRole('button', { name: t.next_do, exact: true }).click();
  await expect(fact(answer(page), fi.query.receipt_number)).not.toHaveText(first);
});

test('an earlier answer opens again, logged and free of charge', async ({ page }) => {
  await signIn(page, demo.userOf(PARISH.permit, PARISH.role).username);
  const found = await query(page, { ...PARISH, code: demo.person('plain').code });
  await expect(fact(found, fi.query.price)).toHaveText('0,074 €');
  const first = Number(await fact(found, fi.query.receipt_number).innerText());
  await page.getByRole('button', { name: fi.query.new_query }).click();
  await page.getByRole('button', { name: t.kept_load, exact: true }).click();
  const list = page.locator('.kept-list');
  await expect(list).not.toContainText(demo.person('plain').code);
  await list.getByRole('button').first().click();
  await expect(fact(answer(page), fi.query.price)).toHaveText('0,00 €');
  expect(Number(await fact(answer(page), fi.query.receipt_number).innerText())).toBeGreaterThan(first);
});

test('a wrong person is noted with one press and stands among the own queries', async ({ page }) => {
  await signIn(page, demo.userOf(SERVICE.permit, SERVICE.role).username);
  const { code } = demo.person('plain');
  const found = await query(page, { ...SERVICE, code });
  await found.getByRole('button', { name: t.wrong_person, exact: true }).click();
  await expect(found.getByText(/Merkinnän numero on \d+/)).toBeVisible();
  await page.getByRole('link', { name: t.own_title, exact: true }).click();
  const table = page.getByRole('region', { name: t.own_title, exact: true });
  await expect(table.locator('tbody tr').first()).toContainText('Ilmoitus: avasin väärän henkilön');
  await expect(table).toContainText(`${code.slice(0, 6)}-****`);
  await expect(table).not.toContainText(code);
  await look(page, 'own-queries');
});
