// Customer support (S72): a username is found, its owner gets a new password link and a code in the
// place of a lost key; and what the narrower roles of the authority open, or do not yet open.
import { demo } from '../support/demo';
import { look } from '../support/look';
import { givePassword, heading, open, ownPassword, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { LANGUAGES, fi, fill, texts } from '../support/texts';

const s = fi.support;
const OWNER = { username: 'pankki.kysely2', name: 'Sari Saldo' };

test('support finds a username, sends a link and gives a code once the identity was checked', async ({ page, stranger, guard }) => {
  test.setTimeout(180_000);
  guard.allow(/status of 40[03]/);
  await signIn(stranger, OWNER.username);
  await signIn(page, 'viranomainen.tuki');
  await page.locator('nav a[href="/authority/support"]').click();
  await expect(heading(page, s.title)).toBeVisible();

  // Too little is no search.
  const search = page.getByRole('searchbox', { name: s.search, exact: true });
  await search.fill('sa');
  await page.getByRole('search').getByRole('button', { name: fi.management.do_search, exact: true }).click();
  await expect(page.locator('#search-error')).toContainText(s.search_short);
  await look(page, 'authority-support-errors');
  await search.fill(OWNER.name);
  await page.getByRole('search').getByRole('button', { name: fi.management.do_search, exact: true }).click();
  await page.getByRole('button', { name: fill(s.show_of, { username: OWNER.username }), exact: true }).click();
  await expect(page.locator('#account')).toBeFocused();
  const account = page.getByRole('region', { name: OWNER.name, exact: true });
  await expect(account.getByText('p…@pankki.example')).toBeVisible();
  await look(page, 'authority-support');

  await account.getByRole('button', { name: s.send_link, exact: true }).click();
  await expect(page.getByText(s.link_sent)).toBeVisible();
  await account.getByRole('button', { name: s.send_link, exact: true }).click();
  await expect(page.getByText(s.link_already)).toBeVisible();

  await account.getByRole('button', { name: fi.management.enrol, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: fi.management.code_title });
  await dialog.getByRole('button', { name: fi.management.enrol, exact: true }).click();
  await expect(dialog.locator('#act-reason-error')).toContainText(fi.management.reason_missing);
  await look(page, 'authority-support-code');
  await dialog.getByLabel(fi.management.checked, { exact: true }).fill('soitettu takaisin vaihteen kautta');
  await dialog.getByRole('button', { name: fi.management.enrol, exact: true }).click();
  await expect(page.locator('#code')).toBeFocused();
  const code = (await page.locator('#code .code').innerText()).trim();
  expect(code).toMatch(/^([a-z]{4}-){4}[a-z]{4}$/);
  await look(page, 'authority-support-code-given');

  // The next caller's search leaves nothing of this one.
  await search.fill('viranomainen.tuki');
  await page.getByRole('search').getByRole('button', { name: fi.management.do_search, exact: true }).click();
  await expect(page.locator('#code')).toHaveCount(0);
  await expect(account).toHaveCount(0);
  // Nobody helps themselves.
  await page.getByRole('button', { name: fill(s.show_of, { username: 'viranomainen.tuki' }), exact: true }).click();
  await expect(page.getByText(fi.management.own_rights)).toBeVisible();
  await expect(page.locator('#account')).toHaveCount(0);

  // The owner, who is signed in, is told on the front page.
  await open(stranger, '/');
  await expect(stranger.getByText(/^Rekisteriviranomainen tilasi/)).toBeVisible();
  await stranger.getByRole('button', { name: fi.front.enrolment_seen, exact: true }).click();

  for (const language of LANGUAGES) {
    await page.goto(`/language/${language}?back=/authority/support`);
    await expect(heading(page, texts(language).support.title)).toBeVisible();
    await look(page, `authority-support-${language}`);
  }
  await page.goto('/language/fi?back=/');
});

test('a permit handler sees nothing of support', async ({ page, guard }) => {
  guard.allow(/status of 404/);
  await signIn(page, 'viranomainen.kasittelija');
  await expect(page.locator('nav a[href="/authority/support"]')).toHaveCount(0);
  await open(page, '/authority/support');
  await page.getByRole('searchbox', { name: s.search, exact: true }).fill('kaisa');
  await page.getByRole('search').getByRole('button', { name: fi.management.do_search, exact: true }).click();
  await expect(page.getByText(fi.problems.not_found)).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
});

test('the auditor reads the whole change log', async ({ page }) => {
  await signIn(page, 'viranomainen.tarkastaja');
  await page.locator('nav a[href="/authority/changes"]').click();
  await expect(heading(page, fi.changes.title)).toBeVisible();
  await expect(page.getByRole('region', { name: fi.changes.title, exact: true }).getByRole('row')).not.toHaveCount(0);
  await expect(page.locator('nav a[href="/authority/emergency"]')).toHaveCount(0);
});

test('a role that opens nothing yet says so, and the menu has no empty part', async ({ page }) => {
  await signIn(page, 'viranomainen.sisalto');
  await open(page, '/');
  await expect(page.getByText(fill(fi.front.roles_open_nothing, { roles: 'Sisällöntuottaja' }))).toBeVisible();
  await expect(page.getByText(fi.front.choose_management)).toHaveCount(0);
  await expect(page.locator('nav.menu').getByRole('heading', { name: fi.shell.management_services })).toHaveCount(0);
  await look(page, 'front-content-editor');
});

test('the owner sees own sign-ins with the key, and what to do about an unknown one', async ({ page, stranger, guard }) => {
  guard.allow(/status of 401/);
  await signIn(page, 'pankki.kysely1');
  await open(stranger, '/sign-in');
  await givePassword(stranger, 'pankki.kysely1', `${ownPassword('pankki.kysely1')} ei`);
  await expect(stranger.getByText(fi.problems.wrong_credentials)).toBeVisible();
  await open(page, '/user');
  const table = page.getByRole('region', { name: fi.user.sign_ins, exact: true }).getByRole('table');
  await expect(table.getByRole('row').nth(1)).toContainText('Kirjautuminen epäonnistui');
  const done = table.getByRole('row').filter({ hasText: fi.user.sign_ins_done });
  await expect(done.first()).toBeVisible();
  expect(demo.account('pankki.kysely1')?.keys.length).toBeGreaterThan(0);
  await page.getByRole('link', { name: fi.credentials.report_title, exact: true }).click();
  await expect(page).toHaveURL(/\/user#suspicion$/);
  await expect(page.getByRole('button', { name: fi.credentials.report, exact: true })).toBeInViewport();
  await look(page, 'user-sign-ins');
});
