// The short texts, which come as a file of the page's language beside the program.
import type { Request } from '@playwright/test';
import { heading, open, ready, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { LANGUAGES, texts } from '../support/texts';

const OWN_NAMES = { fi: 'Suomi', sv: 'Svenska', en: 'English' } as const;

test('a page comes alive in each language with the one file of its texts', async ({ page }) => {
  const loaded: Request[] = [];
  page.on('request', request => {
    if (new URL(request.url()).pathname.startsWith('/texts/')) loaded.push(request);
  });
  for (const language of LANGUAGES) {
    const { sign_in } = texts(language);
    await page.goto(`/language/${language}?back=/sign-in`);
    // Its texts come after the page is painted, and are not those that are counted.
    await ready(page);
    loaded.length = 0;
    await open(page, '/sign-in');
    // Words that only the browser writes: nothing was sent yet.
    await page.getByRole('button', { name: sign_in.next, exact: true }).click();
    await expect(page.getByText(sign_in.username_missing).first()).toBeVisible();
    const paths = new Set(loaded.map(request => new URL(request.url()).pathname));
    for (const path of paths) expect(path).toMatch(new RegExp(`^/texts/${language}-[0-9a-f]{16}\\.txt$`));
    // What was fetched ahead is what the program reads: it is not fetched twice.
    expect(loaded.length).toBeLessThanOrEqual(1);
  }
});

test('choosing another language brings its texts, after signing in too', async ({ page }) => {
  await page.goto('/language/fi?back=/sign-in');
  await signIn(page, 'kunta.kysely1');
  for (const language of ['sv', 'en', 'fi'] as const) {
    const { front, shell } = texts(language);
    await page.getByRole('link', { name: OWN_NAMES[language], exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(heading(page, front.title)).toBeVisible();
    await open(page, '/');
    await page.getByText(shell.user_functions, { exact: true }).click();
    await page.getByRole('link', { name: shell.user_services, exact: true }).click();
    await expect(heading(page, texts(language).user.title)).toBeVisible();
    await page.locator('.bar-name a').click();
    await expect(heading(page, front.title)).toBeVisible();
  }
});

for (const [what, answer] of [
  ['cannot be fetched', { status: 404, body: '' }],
  ['are of another version', { status: 200, contentType: 'text/plain', body: 'luotain texts 1 fi 0000000000000000\nEtusivu\n' }],
  ['are cut', { status: 200, contentType: 'text/plain', body: '' }],
] as const) {
  test(`texts that ${what} leave the page whole, and it says to load it again`, async ({ page, guard }) => {
    guard.allow(/Luotain has no texts/, /status of 404/);
    await page.route('**/texts/*', route => route.fulfill(answer));
    await page.goto('/language/fi?back=/sign-in');
    const { shell, sign_in } = texts('fi');
    const failure = page.locator('#failure');
    await expect(failure).toBeVisible();
    await expect(failure).toContainText(shell.failure);
    // As the server drew it, and not alive.
    await expect(heading(page, sign_in.title)).toBeVisible();
    // Loaded again, all is well.
    await page.unroute('**/texts/*');
    await failure.getByRole('link', { name: shell.reload }).click();
    await expect(page.locator('#failure')).toBeHidden();
    await open(page, '/sign-in');
  });
}

for (const [what, route, told] of [
  ['the program', '**/pkg/luotain.wasm', [/failed to fetch Wasm: 404/]],
  ["the program's script", '**/pkg/luotain.js', [/Failed to fetch dynamically imported module/]],
  ["the area's file", '**/pkg/split_entry.wasm', [/HTTP status code is not ok/, /Luotain stopped/, /RuntimeError: unreachable/]],
] as const) {
  test(`a page whose code lacks ${what} stays whole, and says to load it again`, async ({ page, guard }) => {
    guard.allow(/status of 404/, ...told);
    await page.route(route, answer => answer.fulfill({ status: 404, body: '' }));
    await page.goto('/language/fi?back=/sign-in');
    const { shell, sign_in } = texts('fi');
    const failure = page.locator('#failure');
    await expect(failure).toBeVisible();
    await expect(failure).toContainText(shell.failure);
    await expect(heading(page, sign_in.title)).toBeVisible();
    await page.unroute(route);
    await failure.getByRole('link', { name: shell.reload }).click();
    await expect(failure).toBeHidden();
    await open(page, '/sign-in');
  });
}

test('a page is painted before anything of its program is asked for', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', request => asked.push(new URL(request.url()).pathname));
  let release = (): void => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  await page.route('**/pkg/luotain.css', async route => {
    await held;
    await route.continue();
  });
  const loaded = page.goto('/sign-in');
  // Nothing is painted while the style sheet is on its way, and nothing else is in its way.
  await expect.poll(() => asked).toContain('/pkg/luotain.css');
  await page.waitForTimeout(500);
  expect(asked.filter(path => /\.(wasm|js|txt)$/.test(path))).toEqual([]);
  release();
  await loaded;
  await open(page, '/sign-in');
  // One file for the area and those that it shares, not one for each page.
  expect(asked.filter(path => path.startsWith('/pkg/split_'))).toEqual(['/pkg/split_entry.wasm']);
});
