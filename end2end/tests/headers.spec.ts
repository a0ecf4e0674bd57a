// What the server says about its pages to the browser (D9, D11).
import { signIn } from '../support/steps';
import { expect, test } from '../support/test';

test('pages carry a strict policy with a fresh nonce, and are not stored', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  const nonces = new Set<string>();
  for (const path of ['/', '/user', '/sign-in', '/user']) {
    const { [`content-security-policy`]: policy = '', ...headers } = (await page.request.get(path)).headers();
    expect(policy, path).toContain("default-src 'none'");
    for (const directive of ["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]) expect(policy).toContain(directive);
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toMatch(/'unsafe-eval'/);
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '');
    expect(headers['cache-control'], path).toContain('no-store');
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['referrer-policy'], path).toBeTruthy();
  }
  expect(nonces.size).toBe(4);
  expect(nonces).not.toContain('');
});

test('public pages allow no script at all', async ({ page }) => {
  for (const path of ['/', '/help', '/help/faq']) {
    const policy = (await page.request.get(path)).headers()['content-security-policy'] ?? '';
    expect(policy, path).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe-inline');
  }
});

test('the files of the front come compressed, and are sent again only when they changed', async ({ page }) => {
  for (const file of ['luotain.wasm', 'luotain.js', 'luotain.css']) {
    const path = `/pkg/${file}`;
    const first = await page.request.get(path, { headers: { 'accept-encoding': 'br' } });
    const { etag = '', ...headers } = first.headers();
    expect(first.status(), file).toBe(200);
    expect(headers['content-encoding'], file).toBe('br');
    expect(headers['cache-control'], file).toBe('no-cache');
    expect(etag, file).toMatch(/^W\/"/);
    const again = await page.request.get(path, { headers: { 'accept-encoding': 'br', 'if-none-match': etag } });
    expect(again.status(), file).toBe(304);
  }
});

test('answers of the server functions are not stored', async ({ page }) => {
  const answers: string[] = [];
  page.on('response', response => {
    if (response.url().includes('/api/')) answers.push(`${response.url()} ${response.headers()['cache-control']}`);
  });
  await signIn(page, 'kunta.kysely1');
  await page.goto('/user');
  await expect.poll(() => answers.length).toBeGreaterThan(2);
  for (const answer of answers) expect(answer).toContain('no-store');
});
