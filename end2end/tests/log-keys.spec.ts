// A receipt from before and from after the log's key was handed over, and after one was lost. The server
// has a demonstration of its own, which is stopped for each change.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Demo } from '../support/demo';
import { look } from '../support/look';
import { Server, freePort } from '../support/server';
import { open, query, queryPath, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { fi, fill } from '../support/texts';

const ROLE = { permit: 'kunta', role: 'asiakaspalvelu' };

/** Asks about a person, signed in again if the session did not outlive the server; the receipt. */
async function receiptOf(page: Page, demo: Demo): Promise<string> {
  await open(page, queryPath(ROLE), demo);
  if (new URL(page.url()).pathname === '/sign-in') await signIn(page, 'kunta.kysely1', { demo, next: queryPath(ROLE) });
  const result = await query(page, { ...ROLE, code: demo.person('plain').code }, demo);
  const download = page.waitForEvent('download');
  await result.getByRole('button', { name: fi.query.receipt_save }).click();
  return readFileSync(await (await download).path(), 'utf8');
}

/** Checks a receipt with the server's keys, or with an own one alone. */
async function check(page: Page, demo: Demo, receipt: string, key = ''): Promise<void> {
  await open(page, '/receipt', demo);
  if (key) {
    await page.getByText(fi.receipt.options, { exact: true }).click();
    await page.getByLabel(fi.receipt.own_key, { exact: true }).fill(key);
  }
  await page.locator('#receipt-file').setInputFiles({
    name: 'kuitti.tlog-proof',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(receipt),
  });
}

test('receipts hold across a change of the log key, and a lost key vouches for no other', async ({ page, stranger, guard }) => {
  test.setTimeout(300_000);
  // Pages stay open while the server is stopped.
  guard.allow(/net::ERR_/, /Failed to fetch/, /status of 401/);
  const data = mkdtempSync(join(tmpdir(), 'luotain-end2end-log-keys-'));
  const server = new Server(data, await freePort());
  const outcome = stranger.locator('#receipt-outcome');
  const luotain = (...words: string[]) => execFileSync(process.env.LUOTAIN_BIN!, [...words, '--data', data], { encoding: 'utf8' });
  const presentKey = async () => (await (await stranger.request.get(`${server.url}/log/keys`)).text()).split('\n')[0]!;
  try {
    await server.start();
    const demo = new Demo(data, server.url);
    await signIn(page, 'kunta.kysely1', { demo });
    const before = await receiptOf(page, demo);
    const first = await presentKey();
    expect(await (await stranger.request.get(`${server.url}/log/handovers`)).text()).toBe('');
    await server.stop();

    luotain('keys', 'rotate', '--log', 'production', '--reason', 'vuosittainen vaihto');
    await server.start();
    const after = await receiptOf(page, demo);
    const second = await presentKey();
    expect(second).not.toBe(first);
    expect(await (await stranger.request.get(`${server.url}/log/handovers`)).text()).toContain(first);
    // With the server's keys, and with the one that was known before the change.
    for (const [receipt, key] of [[before, ''], [after, ''], [before, first], [after, first], [before, second]] as const) {
      await check(stranger, demo, receipt, key);
      await expect(outcome).toHaveText(fi.receipt.holds_title);
    }
    await expect(stranger.getByText(first, { exact: true })).toBeVisible();
    await expect(stranger.getByText(fill(fi.receipt.keys_handed_over, { reason: 'vuosittainen vaihto' }))).toBeVisible();
    await look(stranger, 'receipt-handed-over');
    await server.stop();

    rmSync(join(data, 'keys/production.key'));
    luotain('keys', 'replace-lost', '--log', 'production', '--reason', 'avain tuhoutui');
    await server.start();
    const later = await receiptOf(page, demo);
    for (const receipt of [before, after, later]) {
      await check(stranger, demo, receipt);
      await expect(outcome).toHaveText(fi.receipt.holds_title);
    }
    await expect(stranger.getByText(fill(fi.receipt.keys_replaced, { reason: 'avain tuhoutui' }))).toBeVisible();
    await check(stranger, demo, later, first);
    await expect(outcome).toHaveText(fi.receipt.fails_title);
    await expect(stranger.getByText(fi.receipt.signature_missing)).toBeVisible();
    await check(stranger, demo, after, first);
    await expect(outcome).toHaveText(fi.receipt.holds_title);
  } finally {
    await server.kill();
    rmSync(data, { recursive: true, force: true });
  }
});
