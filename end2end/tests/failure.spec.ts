// A server that dies in the middle of a query. It has a demonstration of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Demo } from '../support/demo';
import { Server, freePort } from '../support/server';
import { answer, ask, open, query, queryPath, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { fi } from '../support/texts';

const ROLE = { permit: 'kunta', role: 'asiakaspalvelu' };

test('a server killed in the middle of a query shows "no connection" and loses nothing that was typed', async ({ page, guard }) => {
  test.setTimeout(240_000);
  guard.allow(/net::ERR_/, /Failed to fetch/);
  const data = mkdtempSync(join(tmpdir(), 'luotain-end2end-killed-'));
  const server = new Server(data, await freePort());
  try {
    await server.start();
    const demo = new Demo(data, server.url);
    const { code, name } = demo.person('plain');
    await signIn(page, 'kunta.kysely1', { demo });
    await open(page, queryPath(ROLE), demo);
    await query(page, { ...ROLE, code, reference: 'ENNEN 1' }, demo);

    await page.getByRole('button', { name: fi.query.new_query }).click();
    server.freeze();
    await ask(page, { code, reference: 'KESKEN 1' });
    await expect(page.getByText(fi.query.searching, { exact: true })).toBeVisible();
    await server.kill();

    await expect(page.getByText(fi.problems.connection)).toBeVisible();
    const stillThere = async () => {
      await expect(page.locator('#reference')).toHaveValue('KESKEN 1');
      await expect(page.getByLabel(fi.query.code, { exact: true })).toHaveValue(code);
      await expect(page.getByLabel(fi.query.purpose, { exact: true })).not.toHaveValue('');
    };
    await stillThere();
    await expect(answer(page)).toHaveCount(0);

    // The server comes back with the same data. Whether the session lives on is its own
    // matter; what was typed is there either way, and the log has kept its order.
    await server.start();
    guard.allow(/status of 401/);
    await page.getByRole('button', { name: fi.query.submit, exact: true }).click();
    const signedOut = page.getByRole('alert').filter({ hasText: fi.query.signed_out_kept });
    await expect(answer(page).or(signedOut)).toBeVisible();
    await stillThere();
    if (await signedOut.isVisible()) {
      const tab = await page.context().newPage();
      await signIn(tab, 'kunta.kysely1', { demo });
      await tab.close();
      await page.getByRole('button', { name: fi.query.submit, exact: true }).click();
    }
    await expect(answer(page)).toContainText(name.split(' ').at(-1)!);
  } finally {
    await server.kill();
    rmSync(data, { recursive: true, force: true });
  }
});
