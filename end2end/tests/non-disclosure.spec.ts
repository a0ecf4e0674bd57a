// A non-disclosure for personal safety (L661 s. 36; domain.md §5.4).
import type { Locator, Page } from '@playwright/test';
import { demo } from '../support/demo';
import { look, picturePrint } from '../support/look';
import { type Question, answer, query, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { fi } from '../support/texts';

const MASKED = { permit: 'kunta', role: 'asiakaspalvelu' };
const SEES = { permit: 'kunta', role: 'sosiaalityo' };

/** The street addresses of an answer: words and a number, but for the contact address, which is not covered. */
async function streets(answer: Locator): Promise<string[]> {
  const values = await answer.locator('.entry').filter({ hasNotText: /yhteysosoite/i }).locator('dd').allInnerTexts();
  return values.map(value => value.trim()).filter(value => /^\p{L}[\p{L} .-]{3,} \d+/u.test(value));
}

/** Asks, and keeps what came over the wire as well as what is shown. */
async function asked(page: Page, question: Question): Promise<{ answer: Locator; wire: string }> {
  const response = page.waitForResponse(response => response.url().endsWith('/api/query/person'));
  const found = await query(page, question);
  return { answer: found, wire: await (await response).text() };
}

/** Shows the data of an answer after using the key for it, and keeps what came over the wire. */
async function confirmed(page: Page): Promise<{ answer: Locator; wire: string }> {
  const shown = answer(page);
  await shown.getByRole('button', { name: fi.persons.to_confirm, exact: true }).click();
  const dialog = page.getByRole('alertdialog', { name: fi.persons.confirm_title });
  await expect(dialog).toBeVisible();
  const response = page.waitForResponse(response => response.url().endsWith('/api/query/confirm/finish'));
  await dialog.getByRole('button', { name: fi.persons.confirm, exact: true }).click();
  const wire = await (await response).text();
  await expect(shown.getByRole('heading', { name: fi.query.shown_ban_title })).toBeVisible();
  return { answer: shown, wire };
}

for (const name of ['nonDisclosure', 'sameDwelling'] as const) {
  test(`${name}: contact data are shown to the role that may see them and to no other`, async ({ page, stranger }) => {
    const { code } = demo.person(name);
    await signIn(page, demo.userOf(SEES.permit, SEES.role).username);
    const closed = await asked(page, { ...SEES, code });
    await expect(closed.answer.getByRole('heading', { name: fi.persons.to_confirm_title })).toBeVisible();
    const shown = await confirmed(page);
    for (const street of await streets(shown.answer)) expect(closed.wire).not.toContain(street);
    await expect(shown.answer.getByRole('heading', { name: fi.query.shown_ban_title })).toBeVisible();
    await expect(shown.answer.getByText(fi.query.shown_ban)).toBeVisible();
    const secret = await streets(shown.answer);
    expect(secret.length).toBeGreaterThan(0);

    // In the same browser where one user holds both roles, else in another.
    const holdsBoth = demo.userOf(SEES.permit, SEES.role).roles.some(({ role }) => role === MASKED.role);
    const other = holdsBoth ? page : stranger;
    if (!holdsBoth) await signIn(stranger, demo.userOf(MASKED.permit, MASKED.role).username);
    const hidden = await asked(other, { ...MASKED, code });
    await expect(hidden.answer.getByRole('heading', { name: fi.query.hidden_ban_title })).toBeVisible();
    await expect(hidden.answer.getByText(fi.query.hidden_ban)).toBeVisible();
    for (const street of secret) {
      expect(hidden.wire).not.toContain(street);
      await expect(hidden.answer).not.toContainText(street);
    }
    await look(other, `masked-${name}`);
  });
}

test('data under non-disclosure reach paper only after a confirmation', async ({ page }) => {
  await signIn(page, demo.userOf(SEES.permit, SEES.role).username);
  await query(page, { ...SEES, code: demo.person('nonDisclosure').code });
  const { answer: shown } = await confirmed(page);
  await picturePrint(page, 'non-disclosure');
  await expect(shown.getByText(fi.query.print_withheld)).toBeVisible();
  await expect(shown.locator('.group').first()).toBeHidden();
  await page.emulateMedia({ media: 'screen' });

  await page.evaluate(() => {
    // The print dialog of a headless browser does nothing; what counts is what would be printed.
    window.print = () => document.documentElement.setAttribute('data-printed', '');
  });
  await shown.getByRole('button', { name: fi.query.print, exact: true }).click();
  const dialog = page.getByRole('alertdialog', { name: fi.query.print_confirm_title });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: fi.query.print_cancel }).click();
  await expect(dialog).toBeHidden();
  await shown.getByRole('button', { name: fi.query.print, exact: true }).click();
  await dialog.getByRole('button', { name: fi.query.print_confirm }).click();
  await expect(page.locator('html')).toHaveAttribute('data-printed', '');
  await page.emulateMedia({ media: 'print' });
  await expect(shown.locator('.group').first()).toBeVisible();
});
