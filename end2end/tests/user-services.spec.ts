// Own keys and sessions (S79–S82, D2).
import type { Page } from '@playwright/test';
import { Authenticator } from '../support/authenticator';
import { demo } from '../support/demo';
import { look } from '../support/look';
import { heading, open, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { fi, fill } from '../support/texts';

const USERNAME = 'kunta.kysely2';

/** Presses, and confirms with the key where that is asked for. */
async function confirmed(page: Page, press: () => Promise<void>, done: string): Promise<void> {
  await press();
  const dialog = page.getByRole('dialog', { name: fi.user.confirm_title });
  await expect(dialog.or(page.getByText(done, { exact: true }))).toBeVisible();
  if (await dialog.isVisible()) await dialog.getByRole('button', { name: fi.user.confirm, exact: true }).click();
  await expect(page.getByText(done, { exact: true })).toBeVisible();
}

async function link(page: Page, name: string): Promise<void> {
  await page.getByLabel(fi.sign_in.key_name, { exact: true }).fill(name);
  await page.getByRole('button', { name: fi.sign_in.link, exact: true }).click();
}

test('keys are linked, renamed and removed, but never the last one', async ({ page, stranger, guard }) => {
  guard.allow(/status of 40[19]/);
  await signIn(page, USERNAME);
  await open(page, '/user');
  const table = page.getByRole('region', { name: fi.user.keys, exact: true }).getByRole('table');
  await expect(table.getByRole('row')).toHaveCount(2);
  const first = (await table.getByRole('rowheader').first().innerText()).trim();

  const removeFirst = page.getByRole('button', { name: fill(fi.user.remove_this, { name: first }), exact: true });
  await expect(removeFirst).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText(fi.user.only_key)).toBeVisible();

  await confirmed(
    page,
    async () => {
      await page.getByRole('button', { name: fill(fi.user.rename_this, { name: first }), exact: true }).click();
      await page.getByLabel(fi.user.new_name, { exact: true }).fill('Testiavain');
      await page.getByRole('button', { name: fi.user.save, exact: true }).click();
    },
    fi.user.done_renamed,
  );
  await expect(table.getByRole('rowheader', { name: 'Testiavain' })).toBeVisible();
  await look(page, 'user-services');

  // A key of the same authenticator is already linked, and the page says so.
  await confirmed(page, () => link(page, 'Toinen'), fi.sign_in.already_linked);

  // The other browser has none yet: it uses a copy of the session to link its own.
  await stranger.context().addCookies(await page.context().cookies());
  await Authenticator.of(stranger);
  await open(stranger, '/user');
  await expect(heading(stranger, fi.user.title)).toBeVisible();
  await link(stranger, 'Toinen');
  await expect(stranger.getByText(fi.user.done_linked, { exact: true })).toBeVisible();

  // Linking a key gave the session a new token; the copy hands it back.
  await page.context().addCookies(await stranger.context().cookies());
  await open(page, '/user');
  await expect(table.getByRole('row')).toHaveCount(3);
  await confirmed(
    page,
    async () => {
      await page.getByRole('button', { name: fill(fi.user.remove_this, { name: 'Toinen' }), exact: true }).click();
      const dialog = page.getByRole('alertdialog', { name: fi.user.remove_title });
      await expect(dialog).toBeVisible();
      await dialog.getByRole('button', { name: fi.user.remove, exact: true }).click();
    },
    fi.user.done_removed,
  );
  await expect(table.getByRole('row')).toHaveCount(2);
});

test('other sessions are seen and ended', async ({ page, stranger, guard }) => {
  guard.allow(/status of 401/);
  // The virtual key is copied: to the server this is the same user at another computer. The
  // page's copy must be the newer one, since its counter may not go back.
  await signIn(stranger, USERNAME);
  await signIn(page, USERNAME);
  await open(page, '/user');
  const table = page.getByRole('region', { name: fi.user.sessions, exact: true }).getByRole('table');
  await expect(table.getByText(fi.user.this_session, { exact: true })).toHaveCount(1);
  await confirmed(page, () => page.getByRole('button', { name: fi.user.end_others, exact: true }).click(), fi.user.done_others);
  await expect(table.getByRole('row')).toHaveCount(2);
  await stranger.goto('/user');
  await expect(stranger).toHaveURL(/\/sign-in/);
  expect(demo.account(USERNAME)?.keys.length).toBeGreaterThan(0);
});
