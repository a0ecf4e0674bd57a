// The state of the service: an alarm as the authority sees it, what follows from it, and its end.
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { look } from '../support/look';
import { withOwnServer } from '../support/server';
import { answer, ask, heading, open, query, queryPath, ready, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { LANGUAGES, fi, texts } from '../support/texts';

const ROLE = { permit: 'kunta', role: 'asiakaspalvelu' };
const s = fi.status;

test('the second place goes away: an alarm, closed queries, and all is well again when it is back', async ({ page, stranger, guard }) => {
  test.setTimeout(300_000);
  guard.allow(/status of 404/, /status of 503/);
  await withOwnServer('status', async demo => {
    const { code } = demo.person('plain');
    const copies = join(demo.data, 'checkpoints');
    const away = join(demo.data, 'checkpoints-away');
    const alarm = page.locator('#alarm-copies-unreachable');
    const lookAgain = page.getByRole('button', { name: s.look_again, exact: true });
    const banner = page.locator('#alarm-banner');

    await signIn(stranger, 'kunta.kysely1', { demo });
    await open(stranger, queryPath(ROLE), demo);
    await query(stranger, { ...ROLE, code }, demo);

    await signIn(page, 'viranomainen', { demo });
    await open(page, '/authority/status', demo);
    await expect(heading(page, s.title)).toBeVisible();
    await expect(page.locator('#queries-open')).toBeVisible();
    await expect(alarm).toHaveCount(0);
    await look(page, 'authority-status');

    renameSync(copies, away);
    await expect(async () => {
      await lookAgain.click();
      await expect(alarm).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
    await expect(alarm).toContainText(s.urgent);
    await expect(alarm).toContainText(s.remedy);
    await expect(page.locator('#queries-closed')).toContainText(s.closed_title);
    await look(page, 'authority-status-alarm');

    // Nobody is answered meanwhile.
    await stranger.getByRole('button', { name: fi.query.new_query }).click();
    await ask(stranger, { code });
    await expect(stranger.getByText(fi.problems.queries_closed)).toBeVisible();
    await expect(answer(stranger)).toHaveCount(0);

    // Other pages of the authority tell of it, those of officers do not.
    await open(page, '/authority/outbox', demo);
    await expect(banner).toContainText(s.banner);
    await look(page, 'alarm-banner');
    await expect(stranger.locator('#alarm-banner')).toHaveCount(0);
    await banner.getByRole('link', { name: s.banner_link, exact: true }).click();
    await expect(heading(page, s.title)).toBeVisible();
    await expect(alarm).toBeVisible();
    await expect(banner).toHaveCount(0);

    // Back again: it opens without a restart, and what was is kept.
    renameSync(away, copies);
    await ready(page);
    await expect(async () => {
      await lookAgain.click();
      await expect(alarm).toHaveCount(0, { timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
    await expect(page.locator('#queries-open')).toBeVisible();
    await expect(page.getByRole('region', { name: s.past, exact: true }).getByRole('row')).toHaveCount(2);
    await look(page, 'authority-status-past');
    await query(stranger, { ...ROLE, code }, demo);

    // The most dangerous wrong path: a customer sees neither the link nor the page.
    await expect(stranger.locator('nav a[href="/authority/status"]')).toHaveCount(0);
    await open(stranger, '/authority/status', demo);
    await expect(stranger.getByText(fi.problems.not_found)).toBeVisible();
    await expect(stranger.locator('#queries-open')).toHaveCount(0);
  });
});

test('the page on the state of the service is in three languages', async ({ page }) => {
  await signIn(page, 'viranomainen');
  for (const language of LANGUAGES) {
    await page.goto(`/language/${language}?back=/authority/status`);
    await ready(page);
    await expect(heading(page, texts(language).status.title)).toBeVisible();
    await expect(page.locator('#queries-open')).toContainText(texts(language).status.open);
    await look(page, `authority-status-${language}`);
  }
  await page.goto('/language/fi?back=/');
});
