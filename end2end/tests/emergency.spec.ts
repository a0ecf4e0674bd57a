// The authority's levers, and "who changed this". The levers stop everybody, so this test has a
// demonstration of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Demo } from '../support/demo';
import { checkAccessibility, look } from '../support/look';
import { Server } from '../support/server';
import { answer, ask, givePassword, heading, open, ownPassword, query, queryPath, ready, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { LANGUAGES, fi, fill, texts } from '../support/texts';

const ROLE = { permit: 'kunta', role: 'asiakaspalvelu' };
const REASON = 'tietoturvapoikkeama';
const NOTICE = { fi: 'Palvelu avataan iltapäivällä.', sv: 'Tjänsten öppnas i eftermiddag.', en: 'The service opens this afternoon.' };

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Fills the open dialog and sends it; uses the key if it is asked for. */
async function confirm(page: Page, title: string, button: string, withNotice = false): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel(fi.emergency.reason, { exact: true }).fill(REASON);
  if (withNotice) {
    for (const language of LANGUAGES) await dialog.locator(`#notice-${language}`).fill(NOTICE[language]);
  }
  await dialog.getByRole('button', { name: button, exact: true }).click();
  const key = page.getByRole('dialog', { name: fi.user.confirm_title });
  const done = page.locator('.done').filter({ hasText: /\S/ });
  await expect(key.or(done)).toBeVisible();
  if (await key.isVisible()) await key.getByRole('button', { name: fi.user.confirm, exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(done).toBeFocused();
}

test('levers stop queries, changes and an organisation at once, and are put back', async ({ page, stranger, guard }) => {
  test.setTimeout(300_000);
  guard.allow(/status of 40[0139]/, /status of 503/);
  const data = mkdtempSync(join(tmpdir(), 'luotain-end2end-emergency-'));
  const server = new Server(data, await freePort());
  try {
    await server.start();
    const demo = new Demo(data, server.url);
    const { code } = demo.person('plain');
    await signIn(stranger, 'kunta.kysely1', { demo });
    await open(stranger, queryPath(ROLE), demo);
    await query(stranger, { ...ROLE, code }, demo);

    await signIn(page, 'viranomainen', { demo });
    await open(page, '/authority/emergency', demo);
    await expect(heading(page, fi.emergency.title)).toBeVisible();
    await expect(page.getByText(fi.emergency.at_rest)).toBeVisible();
    await look(page, 'authority-emergency');

    // The most dangerous wrong path: nothing happens without a reason and a notice in each language.
    const queries = page.getByRole('button', { name: fi.emergency.queries_title, exact: true });
    await queries.click();
    const dialog = page.getByRole('dialog', { name: fi.emergency.queries_title });
    await checkAccessibility(page);
    await dialog.getByRole('button', { name: fi.emergency.queries_title, exact: true }).click();
    await expect(dialog.locator('#lever-reason-error')).toContainText(fi.management.reason_missing);
    await dialog.getByLabel(fi.emergency.reason, { exact: true }).fill(REASON);
    await dialog.getByLabel(fi.emergency.notice_fi, { exact: true }).fill(NOTICE.fi);
    await dialog.getByRole('button', { name: fi.emergency.queries_title, exact: true }).click();
    await expect(dialog.locator('#notice-sv-error')).toContainText('Svenska');
    await dialog.getByRole('button', { name: fi.shell.cancel, exact: true }).click();
    await expect(page.getByText(fi.emergency.at_rest)).toBeVisible();

    // Queries are closed: the open page reads why, in its language.
    await queries.click();
    await confirm(page, fi.emergency.queries_title, fi.emergency.queries_title, true);
    await expect(page.getByRole('rowheader', { name: fi.emergency.queries, exact: true })).toBeVisible();
    await look(page, 'authority-emergency-closed');
    await stranger.getByRole('button', { name: fi.query.new_query }).click();
    await ask(stranger, { code });
    await expect(stranger.getByText(NOTICE.fi)).toBeVisible();
    await expect(answer(stranger)).toHaveCount(0);
    await stranger.goto(`${server.url}/language/sv?back=/`);
    await ready(stranger);
    await expect(stranger.getByText(NOTICE.sv)).toBeVisible();
    await stranger.goto(`${server.url}/language/fi?back=${queryPath(ROLE)}`);
    await ready(stranger);

    // Put back: they go on.
    await page.getByRole('button', { name: fill(fi.emergency.release_this, { name: fi.emergency.queries }), exact: true }).click();
    await confirm(page, fi.emergency.release_title, fi.emergency.release);
    await query(stranger, { ...ROLE, code }, demo);

    // Changes are stopped, for the authority's other pages, too.
    await page.getByRole('button', { name: fi.emergency.read_only_title, exact: true }).click();
    await confirm(page, fi.emergency.read_only_title, fi.emergency.read_only_title, true);
    await open(stranger, '/user', demo);
    await stranger.getByRole('button', { name: new RegExp(`^${fi.user.rename_this.split('{')[0]}`) }).first().click();
    await stranger.getByLabel(fi.user.new_name, { exact: true }).fill('Uusi nimi');
    await stranger.getByRole('button', { name: fi.user.save, exact: true }).click();
    await expect(stranger.getByText(NOTICE.fi)).toBeVisible();
    await page.getByRole('button', { name: fill(fi.emergency.release_this, { name: fi.emergency.read_only }), exact: true }).click();
    await confirm(page, fi.emergency.release_title, fi.emergency.release);

    // The organisation is closed: the open page leaves, and nobody of it comes in.
    const close = page.getByRole('button', { name: fi.emergency.close_title, exact: true });
    await close.click();
    await expect(page.locator('#closing-error')).toContainText(fi.emergency.choice_missing);
    await page.locator('#closing').selectOption({ label: 'Kuuselan kunta' });
    await close.click();
    await confirm(page, fi.emergency.close_title, fi.emergency.close_title);
    await stranger.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(stranger).toHaveURL(/\/sign-in\?ended=authority/);
    await expect(stranger.getByText(fi.emergency.session_ended)).toBeVisible();
    await ready(stranger);
    await givePassword(stranger, 'kunta.kysely1', ownPassword('kunta.kysely1'));
    await expect(stranger.getByText(fi.emergency.organisation_is_closed)).toBeVisible();
    const closed = fill(fi.emergency.organisation_closed, { name: 'Kuuselan kunta' });
    await page.getByRole('button', { name: fill(fi.emergency.release_this, { name: closed }), exact: true }).click();
    await confirm(page, fi.emergency.release_title, fi.emergency.release);
    await signIn(stranger, 'kunta.kysely1', { demo });

    // All sessions end, the own one goes on.
    await page.getByRole('button', { name: fi.emergency.sessions_title, exact: true }).click();
    await confirm(page, fi.emergency.sessions_title, fi.emergency.sessions_title);
    await expect(page.getByText(fill(fi.emergency.done_sessions, { n: 1 }))).toBeVisible();
    await stranger.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(stranger).toHaveURL(/\/sign-in\?ended=authority/);

    // The change log has it all.
    await open(page, '/authority/changes', demo);
    await expect(heading(page, fi.changes.title)).toBeVisible();
    await expect(page.getByRole('cell', { name: REASON }).first()).toBeVisible();
    await look(page, 'authority-changes');
    await page.getByLabel(fi.changes.actor_login, { exact: true }).fill('kunta.kysely1');
    await page.locator('#act').selectOption('sign-in.done');
    await page.getByRole('search').getByRole('button', { name: fi.management.do_search, exact: true }).click();
    await expect(page.getByText(fill(fi.changes.shown, { n: 2 }))).toBeVisible();
    await page.getByLabel(fi.changes.actor_login, { exact: true }).fill('ei.ketaan');
    await page.getByRole('search').getByRole('button', { name: fi.management.do_search, exact: true }).click();
    await expect(page.getByText(fi.changes.no_match)).toBeVisible();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: fi.changes.export, exact: true }).click();
    expect((await download).suggestedFilename()).toBe('luotain-changes.csv');
  } finally {
    await server.kill();
    rmSync(data, { recursive: true, force: true });
  }
});

test('who changed a right, and from what to what, stands on the person\'s page', async ({ page }) => {
  await signIn(page, 'pankki.vastuu');
  await open(page, '/management/people/pankki-kysely2');
  const right = page.getByRole('button', { name: new RegExp(`^${fi.management.change_right.split('{')[0]}`) }).first();
  await right.click();
  const dialog = page.getByRole('dialog', { name: fi.management.change_title });
  const until = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel(fi.management.until, { exact: true }).fill(until);
  await dialog.getByLabel(fi.management.reason, { exact: true }).fill('määräaikainen sijaisuus');
  await dialog.getByRole('button', { name: fi.management.save, exact: true }).click();
  await expect(page.getByText(fi.management.done_changed)).toBeVisible();

  const changes = page.getByRole('region', { name: fi.changes.who_changed, exact: true });
  await changes.getByRole('button', { name: fill(fi.changes.show_of, { name: 'Sari Saldo' }), exact: true }).click();
  const row = changes.getByRole('row').filter({ hasText: 'määräaikainen sijaisuus' });
  await expect(row).toContainText('Päivi Pankki');
  await expect(row.locator('del')).toHaveCount(1);
  await expect(row.locator('ins')).toHaveCount(1);
  await look(page, 'management-who-changed');
});

test('the pages of the change log and of levers are in three languages', async ({ page }) => {
  await signIn(page, 'viranomainen');
  for (const language of LANGUAGES) {
    const { changes, emergency } = texts(language);
    for (const [path, title] of [
      ['/authority/changes', changes.title],
      ['/authority/emergency', emergency.title],
    ] as [string, string][]) {
      await page.goto(`/language/${language}?back=${path}`);
      await ready(page);
      await expect(heading(page, title)).toBeVisible();
      await look(page, `${path.slice(1).replaceAll('/', '-')}-${language}`);
    }
  }
  await page.goto('/language/fi?back=/');
});
