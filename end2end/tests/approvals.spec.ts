// A right that waits for the authority's approval (D3): asked for, rejected, asked for again,
// approved; and the own request, which nobody decides.
import type { Page } from '@playwright/test';
import { demo } from '../support/demo';
import { look } from '../support/look';
import { heading, open, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { LANGUAGES, fi, fill, texts } from '../support/texts';

const NAME = 'Helmi Hiljainen';
const RIGHT = 'Jäsenrekisteri (LUO/3310/2026)';

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Asks for the right on the person's page, which is open. */
async function ask(page: Page): Promise<void> {
  await page.locator('#give-role').selectOption('seurakunta/jasenrekisteri');
  await page.locator('#give-until').fill(inDays(100));
  await page.locator('#give-reason').fill('jäsenrekisterin hoito');
  await page.getByRole('button', { name: fi.management.give, exact: true }).click();
}

async function decide(page: Page, what: 'approve' | 'reject', reason: string): Promise<void> {
  const [of, title, button] = what === 'approve'
    ? [fi.approvals.approve_of, fi.approvals.approve_title, fi.approvals.approve]
    : [fi.approvals.reject_of, fi.approvals.reject_title, fi.approvals.reject];
  await page.getByRole('button', { name: fill(of, { person: NAME, right: RIGHT }), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await expect(dialog.locator('#decide-reason-error')).toContainText(fi.management.reason_missing);
  await dialog.getByLabel(fi.management.reason, { exact: true }).fill(reason);
  await dialog.getByRole('button', { name: button, exact: true }).click();
}

test('a right waits for approval, is rejected, asked for again and approved', async ({ page, stranger, guard }) => {
  test.setTimeout(180_000);
  guard.allow(/status of 400/);
  await signIn(stranger, 'seurakunta.vastuu');
  await open(stranger, '/management/people/new');
  await stranger.getByLabel(fi.management.code, { exact: true }).fill(demo.person('abroad').code);
  await stranger.getByLabel(fi.management.name, { exact: true }).fill(NAME);
  await stranger.getByLabel(fi.management.email, { exact: true }).fill('helmi.hiljainen@seurakunta.example');
  await expect(stranger.getByText(fi.organisations.change_of_employer)).toBeVisible();
  await stranger.getByRole('button', { name: fi.management.add, exact: true }).click();
  await expect(stranger.locator('#created')).toBeFocused();
  await stranger.getByRole('link', { name: fi.management.to_rights, exact: true }).click();
  await expect(heading(stranger, NAME)).toBeVisible();
  await expect(stranger.getByText(fi.approvals.approval_hint)).toBeVisible();
  await ask(stranger);
  await expect(stranger.getByText(fi.approvals.done_requested)).toBeVisible();
  await expect(stranger.getByText(fi.management.no_rights)).toBeVisible();
  await ask(stranger);
  await expect(stranger.locator('#give-role-error')).toContainText(fi.approvals.request_waits);
  await look(stranger, 'management-person-request');

  // The authority: the queue, in three languages.
  await signIn(page, 'viranomainen');
  await open(page, '/authority/requests');
  await expect(page.getByRole('row', { name: NAME })).toBeVisible();
  await look(page, 'authority-requests');
  await decide(page, 'reject', 'tehtävä ei edellytä oikeutta');
  await expect(page.getByText(fi.approvals.done_rejected)).toBeVisible();
  await expect(page.getByText(fi.approvals.empty_waiting)).toBeVisible();
  await look(page, 'authority-requests-empty');

  await stranger.reload();
  await expect(stranger.getByText('tehtävä ei edellytä oikeutta')).toBeVisible();
  // Withdrawn by the organisation itself, and asked for once more.
  await ask(stranger);
  await expect(stranger.getByText(fi.approvals.done_requested)).toBeVisible();
  await stranger.getByRole('button', { name: fill(fi.approvals.withdraw_of, { right: RIGHT }), exact: true }).click();
  const withdraw = stranger.getByRole('dialog', { name: fi.approvals.withdraw_title });
  await withdraw.getByRole('button', { name: fi.approvals.withdraw, exact: true }).click();
  await expect(stranger.getByText(fi.approvals.done_withdrawn)).toBeVisible();
  await ask(stranger);
  await expect(stranger.getByText(fi.approvals.done_requested)).toBeVisible();

  await open(page, '/authority/requests');
  await decide(page, 'approve', 'hakemus tarkistettu');
  await expect(page.getByText(fi.approvals.done_approved)).toBeVisible();
  await stranger.reload();
  await expect(stranger.getByRole('region', { name: fi.management.rights, exact: true }).getByText(RIGHT)).toBeVisible();
  await open(page, '/authority/register');
  await page.getByLabel(fi.management.search, { exact: true }).fill(NAME);
  await page.getByRole('search').getByRole('button', { name: fi.management.do_search, exact: true }).click();
  await expect(page.getByRole('cell', { name: 'Risto Ruusu, hyväksynyt Aino Valvoja' })).toBeVisible();

  for (const language of LANGUAGES) {
    await page.goto(`/language/${language}?back=/authority/requests`);
    await expect(heading(page, texts(language).approvals.title)).toBeVisible();
  }
  await page.goto('/language/fi?back=/');
});

test('a query user and a permit handler see nothing of the queue', async ({ page, stranger, guard }) => {
  guard.allow(/status of 404/);
  for (const [browser, username] of [[page, 'kunta.kysely1'], [stranger, 'viranomainen.kasittelija']] as const) {
    await signIn(browser, username);
    await open(browser, '/authority/requests');
    await expect(browser.getByText(fi.problems.not_found)).toBeVisible();
    await expect(browser.getByRole('table')).toHaveCount(0);
    await expect(browser.locator('nav a[href="/authority/requests"]')).toHaveCount(0);
  }
});

test('a permit handler asks for approval under a permit, and gives it up again', async ({ page, stranger, guard }) => {
  guard.allow(/status of 400/);
  const o = fi.organisations;
  const name = 'Pankin tietolupa';
  await signIn(page, 'viranomainen.kasittelija');
  for (const [label, button, done] of [
    [o.approval_on_of, o.approval_on, o.done_approval_on],
    [o.approval_off_of, o.approval_off, o.done_approval_off],
  ] as const) {
    await open(page, '/authority/organisations/pankki');
    await page.getByRole('button', { name: fill(label, { name }), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: o.approval_title });
    await dialog.getByRole('button', { name: button, exact: true }).click();
    await expect(dialog.locator('#act-reason-error')).toContainText(fi.management.reason_missing);
    await look(page, button === o.approval_on ? 'authority-approval-on' : 'authority-approval-off');
    await dialog.getByLabel(fi.management.reason, { exact: true }).fill('lupaehdon muutos');
    await dialog.getByRole('button', { name: button, exact: true }).click();
    await expect(page.getByText(done, { exact: true })).toBeVisible();
    await expect(page.getByRole('row', { name: new RegExp(name) }).getByText(o.each_approved)).toHaveCount(button === o.approval_on ? 1 : 0);
  }
  // A right approver sees how it is, and has no button.
  await signIn(stranger, 'viranomainen.hyvaksyja');
  await open(stranger, '/authority/organisations/seurakunta');
  await expect(stranger.getByText(o.each_approved)).toBeVisible();
  await expect(stranger.getByRole('button', { name: /hyväksynnästä/ })).toHaveCount(0);
});
