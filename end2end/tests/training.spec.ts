// The training environment (S83–S91, S112), and that tabs never mix (D8).
import type { Locator, Request } from '@playwright/test';
import { demo } from '../support/demo';
import { look } from '../support/look';
import { ask, answer, fact, heading, open, query, queryPath, ready, signIn, signOut } from '../support/steps';
import { expect, test } from '../support/test';
import { fi, fill } from '../support/texts';

const ROLE = { permit: 'kunta', role: 'asiakaspalvelu' };
const GREEN = 'rgb(7, 131, 100)';

/** S87: nothing of the menu comes after the environment, neither in order nor on the screen. */
async function environmentIsLast(menu: Locator): Promise<void> {
  const form = menu.locator(':scope > :last-child');
  await expect(form.getByLabel(fi.shell.environment, { exact: true })).toBeVisible();
  const top = await form.evaluate(element => element.getBoundingClientRect().top);
  for (const link of await menu.getByRole('link').all()) {
    const bottom = await link.evaluate(element => element.getBoundingClientRect().bottom);
    expect(bottom, await link.innerText()).toBeLessThanOrEqual(top);
  }
}

test('the environment is chosen at the bottom of the menu, turns green and says so in words', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  await expect(page.getByText(fi.shell.training_banner)).toHaveCount(0);
  const menu = page.getByRole('navigation', { name: fi.shell.main_menu });
  await environmentIsLast(menu);
  await menu.getByLabel(fi.shell.environment, { exact: true }).selectOption({ label: fi.shell.training });
  await menu.getByRole('button', { name: fi.shell.change, exact: true }).click();
  await expect(page).toHaveURL(/\/training$/);
  await expect(page.getByText(fi.shell.training_banner)).toBeVisible();
  await expect(page.locator('html')).toHaveClass(/training/);
  await expect(page.locator('header .bar')).toHaveCSS('background-color', GREEN);
  await expect(page.getByText(fi.front.training_note)).toBeVisible();
  await look(page, 'training-front');

  // The same roles as in production (S85), leading into training.
  await menu.locator(`a[href="${queryPath({ ...ROLE, environment: 'training' })}"]`).click();
  await expect(page.getByText(fi.shell.training_banner)).toBeVisible();
  await environmentIsLast(menu);
  await expect(page.locator('#price')).toContainText(fi.query.price_training);
  const result = await query(page, { ...ROLE, environment: 'training', code: demo.person('plain').code });
  await expect(fact(result, fi.query.environment)).toHaveText(fi.query.training);
  const log = await fact(result, fi.query.receipt_log).innerText();
  await look(page, 'training-answer');

  // A hard load keeps the environment, and the way back is the same.
  await open(page, queryPath({ ...ROLE, environment: 'training' }));
  await expect(page.getByText(fi.shell.training_banner)).toBeVisible();
  await menu.getByLabel(fi.shell.environment, { exact: true }).selectOption({ label: fi.shell.production });
  await menu.getByRole('button', { name: fi.shell.change, exact: true }).click();
  await expect(page).toHaveURL(/\/production$/);
  await expect(page.getByText(fi.shell.training_banner)).toHaveCount(0);
  await expect(page.locator('html')).not.toHaveClass(/training/);
  await expect(page.locator('header .bar')).not.toHaveCSS('background-color', GREEN);

  const real = await query(page, { ...ROLE, code: demo.person('plain').code });
  await expect(fact(real, fi.query.receipt_log)).not.toHaveText(log);
});

test('signing in anew on the way to training is as always, and all is green afterwards', async ({ page }) => {
  const path = queryPath({ ...ROLE, environment: 'training' });
  await signIn(page, 'kunta.kysely1');
  await signOut(page);
  await page.goto(path);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  // S90: with password and key, as ever; S91: green from the first page on.
  await signIn(page, 'kunta.kysely1', { next: path });
  await expect(page).toHaveURL(new RegExp(`${path}$`));
  await expect(page.locator('html')).toHaveClass(/training/);
  await expect(page.getByText(fi.shell.training_banner)).toBeVisible();
  await expect(page.locator('header .bar')).toHaveCSS('background-color', GREEN);
  for (const next of ['/training', '/user']) {
    await page.locator(next === '/user' ? '.user-menu a' : '.bar-name a').first().evaluate(link => (link as HTMLElement).click());
    await expect(page).toHaveURL(new RegExp(`${next}$`));
    await expect(page.locator('header .bar')).toHaveCSS('background-color', GREEN);
    await expect(page.getByText(fi.shell.training_banner)).toBeVisible();
  }
});

test('training is free also where production is charged', async ({ page }) => {
  const role = { permit: 'pankki', role: 'asiakastieto' };
  await signIn(page, demo.userOf(role.permit, role.role).username);
  await open(page, queryPath({ ...role, environment: 'training' }));
  await expect(page.locator('#price')).toContainText(fi.query.price_training);
  const result = await query(page, { ...role, environment: 'training', code: demo.person('plain').code });
  await expect(fact(result, fi.query.price)).not.toContainText('0,39');
});

test('a practice case is taken to the form with one press, and asks nothing by itself', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  await open(page, '/training');
  await page.getByRole('link', { name: fi.practice.link, exact: true }).click();
  await expect(heading(page, fi.practice.title)).toBeVisible();
  const { code } = demo.person('nonDisclosure');
  const banned = page.getByRole('region', { name: 'Turvakielto', exact: true });
  // The first who asks waits until the register has been looked through.
  await expect(banned).toContainText(code, { timeout: 30_000 });
  await look(page, 'practice');
  // A role that does not ask for properties says so, and has no button there.
  const owners = page.getByRole('region', { name: 'Kiinteistö, jolla on useita omistajia', exact: true });
  await expect(owners.getByText(fi.practice.not_in_role).first()).toBeVisible();
  await expect(owners.getByRole('button')).toHaveCount(0);

  let sent = 0;
  page.on('request', request => (sent += Number(request.url().includes('/api/query/'))));
  await banned.getByRole('button', { name: fill(fi.practice.take_of, { what: code }), exact: true }).click();
  await expect(page).toHaveURL(new RegExp('/training/query/kunta/[a-z]+$'));
  await expect(page.getByText(fi.shell.training_banner)).toBeVisible();
  await expect(page.getByLabel(fi.query.code, { exact: true })).toHaveValue(code);
  expect(sent).toBe(0);
  await ask(page, { code });
  await expect(answer(page).locator('.ban')).toBeVisible();
});

test('a practice case of an address fills the form of the address', async ({ page }) => {
  await signIn(page, 'tekninen.kysely1');
  await open(page, '/training/practice');
  const home = page.getByRole('region', { name: 'Asunto, jossa asuu henkilö, jolla on turvakielto', exact: true });
  await home.getByRole('button', { name: /Torikatu 22 C 45/ }).click({ timeout: 30_000 });
  await expect(page).toHaveURL(/\/training\/query\/tekninen\/[a-z]+\/address$/);
  for (const [field, value] of [['street', 'Torikatu'], ['number', '22'], ['apartment', 'C 45'], ['postcode', '90100']] as const) {
    await expect(page.locator(`#${field}`)).toHaveValue(value);
  }
});

test('production has no practice cases, neither a page nor an answer', async ({ page, guard }) => {
  guard.allow(/status of 404/);
  await signIn(page, 'kunta.kysely1');
  expect((await page.goto('/production/practice'))?.status()).toBe(404);
  await expect(page.getByRole('link', { name: fi.practice.title, exact: true })).toHaveCount(0);
  const refused = await page.request.post('/api/training/practice/list', {
    headers: { origin: demo.url, 'content-type': 'application/json' },
    data: { environment: 'production' },
  });
  expect(refused.status()).toBe(404);
  expect(await refused.text()).not.toContain(demo.person('plain').code);
});

test('two tabs in two roles and two environments never mix', async ({ page, context }) => {
  const user = demo.userOf('kunta', 'sosiaalityo');
  const first = { permit: user.roles[0]!.permit, role: user.roles[0]!.role, environment: 'production' as const };
  const last = user.roles.at(-1)!;
  const second = { permit: last.permit, role: last.role, environment: 'training' as const };
  await signIn(page, user.username);
  const other = await context.newPage();

  const sent: Record<string, string>[] = [];
  const note = (request: Request) => {
    if (request.url().endsWith('/api/query/person')) sent.push(request.postDataJSON().query);
  };
  context.on('request', note);

  await open(page, queryPath(first));
  await open(other, queryPath(second));
  const code = demo.person('plain').code;
  // Typed in one tab, asked in the other, and back.
  await page.getByLabel(fi.query.code, { exact: true }).fill(code);
  await ask(other, { code, reference: 'KOULU 1' });
  await expect(answer(other)).toBeVisible();
  await ask(page, { code, reference: 'TUOTANTO 1' });
  await expect(answer(page)).toBeVisible();

  await expect(fact(answer(page), fi.query.environment)).toHaveText(fi.query.production);
  await expect(fact(answer(other), fi.query.environment)).toHaveText(fi.query.training);
  await expect(fact(answer(page), fi.query.reference)).toHaveText('TUOTANTO 1');
  await expect(fact(answer(other), fi.query.reference)).toHaveText('KOULU 1');
  for (const [tab, place] of [[page, first], [other, second]] as const) {
    await expect(fact(answer(tab), fi.query.role)).toHaveText(await tab.locator('h1').innerText());
    await expect(tab.getByText(fi.shell.training_banner)).toHaveCount(place.environment === 'training' ? 1 : 0);
  }
  expect(sent.map(({ environment, permit, role }) => ({ environment, permit, role }))).toEqual([second, first]);

  // Going elsewhere in one tab changes nothing in the other.
  await page.getByRole('link', { name: fi.shell.service, exact: true }).click();
  await expect(heading(page, fi.front.title)).toBeVisible();
  await expect(fact(answer(other), fi.query.environment)).toHaveText(fi.query.training);
  await ready(other);
});
