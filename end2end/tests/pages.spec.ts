// Every page, by itself: loaded hard, looked at, usable by everybody, at two widths (WCAG 2.2 AA).
import { demo } from '../support/demo';
import { checkAccessibility, look } from '../support/look';
import { ask, givePassword, heading, linkKey, open, ownPassword, query, queryPath, setPassword, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { LANGUAGES, fi } from '../support/texts';

const ROLE = { permit: 'kunta', role: 'asiakaspalvelu' };
const PUBLIC = ['/', '/help', '/help/sign-in-help', '/help/security-keys', '/help/instructions-query', '/help/responsible-users', '/help/faq', '/help/terms', '/help/accessibility'];
/** What the Instructions of the menu gather: all but the statement on accessibility, which is no guide. */
const GUIDES = PUBLIC.filter(path => path.startsWith('/help') && path !== '/help/accessibility');

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the public pages are whole', async ({ page }) => {
    for (const path of PUBLIC) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(200);
      await expect(page.locator('h1')).toHaveCount(1);
      await expect(page.locator('script')).toHaveCount(0);
    }
    await page.goto('/sign-in');
    await expect(page.locator('noscript')).toHaveCount(1);
  });
});

for (const path of PUBLIC) {
  test(`public page ${path}`, async ({ page }) => {
    for (const language of LANGUAGES) {
      await page.goto(`/language/${language}?back=${path}`);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await look(page, `public${path.replaceAll('/', '-')}-${language}`);
    }
  });
}

test('the steps of the first sign-in', async ({ page }) => {
  const user = demo.user('kiinteisto.vastuu');
  await open(page, '/sign-in');
  await look(page, 'sign-in');
  await page.getByRole('button', { name: fi.sign_in.next, exact: true }).click();
  await expect(page.getByText(fi.sign_in.username_missing).first()).toBeVisible();
  await look(page, 'sign-in-errors');
  await givePassword(page, user.username, user.password);
  await expect(heading(page, fi.sign_in.new_title)).toBeVisible();
  await look(page, 'sign-in-new-password');
  await setPassword(page, ownPassword(user.username));
  await expect(heading(page, fi.sign_in.link_title)).toBeVisible();
  await look(page, 'sign-in-link-key');
  await linkKey(page, user.username, ownPassword(user.username));
});

test('the pages of a query user', async ({ page, guard }) => {
  await signIn(page, 'kunta.kysely1');
  await open(page, '/');
  await look(page, 'front');
  // On a phone the menu is folded; unfolded it must be usable, too.
  await page.setViewportSize({ width: 360, height: 800 });
  await open(page, '/');
  const link = page.locator(`nav a[href="${queryPath(ROLE)}"]`);
  await expect(link).toBeHidden();
  await page.getByRole('button', { name: fi.shell.menu, exact: true }).click();
  await expect(link).toBeVisible();
  await look(page, 'front-menu');
  await page.setViewportSize({ width: 1280, height: 900 });

  await open(page, queryPath(ROLE));
  await look(page, 'query');
  await ask(page, { code: '12345', reference: 'x' });
  await expect(page.locator('#code-error')).toBeVisible();
  await look(page, 'query-errors');
  const answer = await query(page, { ...ROLE, code: demo.person('plain').code });
  await look(page, 'answer');
  for (const fold of await answer.locator('details').all()) await fold.evaluate(details => ((details as HTMLDetailsElement).open = true));
  await look(page, 'answer-unfolded');

  await open(page, '/user');
  await expect(page.getByRole('heading', { name: fi.user.sessions, exact: true })).toBeVisible();
  await look(page, 'user');

  await open(page, queryPath({ permit: 'pankki', role: 'asiakastieto' }));
  await look(page, 'no-role');

  guard.allow(/status of 404/);
  for (const path of ['/ei-ole-olemassa', '/xyz/query/kunta/asiakaspalvelu']) {
    const missing = await page.goto(path);
    expect(missing?.status(), path).toBe(404);
    await expect(page.getByRole('button', { name: fi.query.submit, exact: true })).toHaveCount(0);
  }
  await look(page, 'not-found');
});

test('on a phone the menu opens by its button, closes by Escape and by a choice, and takes no room before', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  await page.setViewportSize({ width: 360, height: 800 });
  const menu = page.locator('#main-menu');
  const button = page.getByRole('button', { name: fi.shell.menu, exact: true });
  for (const path of ['/', '/training', '/user', queryPath(ROLE)]) {
    await open(page, path);
    await expect(menu, path).toBeHidden();
    await expect(button).toHaveAttribute('aria-expanded', 'false');
    const box = await page.locator('h1').boundingBox();
    expect(box!.y, path).toBeLessThan(400);

    await button.focus();
    await page.keyboard.press('Enter');
    await expect(menu, path).toBeVisible();
    await expect(button).toHaveAttribute('aria-expanded', 'true');
    await expect(button).toBeFocused();
    // Escape closes from anywhere in the menu, and the focus goes back to what opened it.
    await page.keyboard.press('Tab');
    await expect(menu.locator('a').first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    await expect(button).toBeFocused();
  }
  await open(page, '/');
  await button.click();
  await menu.locator(`a[href="${queryPath(ROLE)}"]`).click();
  await expect(page.locator('h1')).toBeFocused();
  await expect(menu).toBeHidden();

  // Where there is room it stands beside the page, with nothing to press.
  await page.setViewportSize({ width: 900, height: 800 });
  await expect(menu).toBeVisible();
  await expect(button).toBeHidden();
});

test('every lazy page can be loaded hard', async ({ page }) => {
  await open(page, '/sign-in');
  await signIn(page, 'kunta.vastuu');
  for (const path of ['/', '/production', '/training', '/training/practice', '/user', '/management/permits', '/management/people', '/management/people/new', '/management/register', '/sign-in']) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    await open(page, path);
    await expect(page.locator('h1')).toHaveCount(1);
    await expect(page.locator('#failure')).toBeHidden();
  }
  await open(page, '/management/permits');
  await expect(heading(page, fi.permits.title)).toBeVisible();
  await expect(page.getByText(fi.permits.intro)).toBeVisible();
  await look(page, 'permits');
  await open(page, '/');
  await expect(page.getByRole('heading', { name: fi.shell.management_services, exact: true })).toBeVisible();
});

test('instructions come with a management role or a query role, and gather all guides', async ({ page, request }) => {
  await signIn(page, 'kunta.vastuu');
  const menu = page.getByRole('navigation', { name: fi.shell.main_menu });
  const instructions = menu.getByRole('heading', { name: fi.shell.instructions, exact: true });
  const guides = menu.locator('a[href^="/help"]');
  for (const chosen of ['/management/permits', queryPath(ROLE)]) {
    // S68: not before a role has been chosen on the front page.
    await open(page, '/');
    await expect(instructions).toHaveCount(0);
    await expect(guides).toHaveCount(0);
    await menu.locator(`a[href="${chosen}"]`).click();
    await expect(instructions).toBeVisible();
    // S67, S82: every guide, that on linking a key among them.
    const found = await guides.evaluateAll(links => links.map(link => link.getAttribute('href')));
    expect([...found].sort()).toEqual([...GUIDES].sort());
  }
  // S69: the same guides are pages for everybody.
  for (const path of GUIDES) expect((await request.get(path)).status(), path).toBe(200);
});

test('the query page can be loaded hard and reached by the menu alike, in both environments', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  for (const environment of ['production', 'training'] as const) {
    const path = queryPath({ ...ROLE, environment });
    await open(page, path);
    await expect(page.getByRole('button', { name: fi.query.submit, exact: true })).toBeEnabled();
    const title = await page.locator('h1').innerText();
    await open(page, `/${environment}`);
    // The role's own link; the first of its queries has the same address.
    const link = page.locator(`nav a[href="${path}"]`).first();
    await link.click();
    await expect(heading(page, title)).toBeVisible();
    await expect(heading(page, title)).toBeFocused();
    await expect(link).toHaveAttribute('aria-current', 'page');
    await expect(page.getByRole('button', { name: fi.query.submit, exact: true })).toBeEnabled();
    await checkAccessibility(page);
  }
});

test('a query can be made with the keyboard alone', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  await open(page, queryPath(ROLE));
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: fi.shell.skip, exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();
  // The ways to the role's other queries come first.
  const purpose = page.getByLabel(fi.query.purpose, { exact: true });
  for (let tabs = 0; tabs < 12; tabs += 1) {
    await page.keyboard.press('Tab');
    if (await purpose.evaluate(element => element === document.activeElement)) break;
  }
  await expect(purpose).toBeFocused();
  if ((await page.getByLabel(fi.query.purpose, { exact: true }).inputValue()) === '') await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('HEL 2026-002');
  await page.keyboard.press('Tab');
  await page.keyboard.type(demo.person('plain').code);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: new RegExp(`^${fi.query.result_title}`) })).toBeFocused();
});
