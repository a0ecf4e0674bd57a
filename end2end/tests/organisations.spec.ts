// Organisations as the authority keeps them, and the authority's own people.
import type { Page } from '@playwright/test';
import { look } from '../support/look';
import { heading, open, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { LANGUAGES, fi, fill, texts } from '../support/texts';

const o = fi.organisations;

/** A business id of seven digits whose check digit exists. */
function businessId(digits: string): string {
  const sum = [7, 9, 10, 5, 8, 4, 2].reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);
  const rest = sum % 11;
  if (rest === 1) throw new Error(`${digits} has no check digit`);
  return `${digits}-${rest === 0 ? 0 : 11 - rest}`;
}

/** Adds an organisation and opens its page. */
async function create(page: Page, name: string, number: string): Promise<void> {
  await open(page, '/authority/organisations/new');
  await page.getByLabel(o.name_fi, { exact: true }).fill(name);
  await page.getByLabel(fi.management.business_id, { exact: true }).fill(number);
  await page.getByLabel(fi.management.reason, { exact: true }).fill('organisaation hakemus');
  await page.getByRole('button', { name: o.create, exact: true }).click();
  await expect(page.locator('#created')).toBeFocused();
  await page.getByRole('link', { name: fill(o.open, { name }), exact: true }).click();
  await expect(heading(page, name)).toBeVisible();
}

test('an organisation is added, described, renamed and merged', async ({ page, guard }) => {
  test.setTimeout(180_000);
  guard.allow(/status of 400/);
  await signIn(page, 'viranomainen');
  await open(page, '/authority/organisations/new');
  await page.getByRole('button', { name: o.create, exact: true }).click();
  await expect(page.locator('#name-fi-error')).toContainText(o.wrong_name_fi);
  await look(page, 'authority-organisation-new-errors');
  await create(page, 'Koivulan kunta', businessId('9000510'));
  await expect(page.getByText(/Organisaatiolla ei ole ollut vastuukäyttäjää/)).toBeVisible();

  // A contact, with a wrong address first.
  await page.getByRole('button', { name: o.add_contact, exact: true }).click();
  const contact = page.getByRole('dialog', { name: o.contact_title });
  await contact.getByLabel(fi.management.name, { exact: true }).fill('Kerttu Koivu');
  await contact.getByLabel(fi.management.email, { exact: true }).fill('kerttu');
  await contact.getByLabel(fi.management.reason, { exact: true }).fill('kunnan ilmoitus');
  await contact.getByRole('button', { name: fi.management.save, exact: true }).click();
  await expect(contact.locator('#contact-email-error')).toBeVisible();
  await contact.getByLabel(fi.management.email, { exact: true }).fill('kerttu.koivu@koivula.example');
  await contact.getByRole('button', { name: fi.management.save, exact: true }).click();
  await expect(page.getByText(o.done_details)).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Kerttu Koivu' })).toBeVisible();

  await page.getByRole('button', { name: o.add_address, exact: true }).click();
  const address = page.getByRole('dialog', { name: o.address_title });
  await address.getByLabel(o.e_invoice, { exact: true }).fill('003790005101');
  await address.getByLabel(fi.management.reason, { exact: true }).fill('kunnan ilmoitus');
  await address.getByRole('button', { name: fi.management.save, exact: true }).click();
  await expect(address.locator('#operator-error')).toBeVisible();
  await address.getByLabel(o.operator, { exact: true }).fill('003721291126');
  await address.getByRole('button', { name: fi.management.save, exact: true }).click();
  await expect(page.getByText(o.done_invoicing)).toBeVisible();

  await page.getByRole('button', { name: o.rename, exact: true }).click();
  const rename = page.getByRole('dialog', { name: o.rename_title });
  await rename.getByLabel(o.name_fi, { exact: true }).fill('Koivulan kaupunki');
  await rename.getByLabel(fi.management.reason, { exact: true }).fill('kaupungiksi 1.1.');
  await rename.getByRole('button', { name: o.rename, exact: true }).click();
  await expect(page.getByText(o.done_renamed)).toBeVisible();
  await expect(heading(page, 'Koivulan kaupunki')).toBeVisible();
  await expect(page.getByRole('cell', { name: /Nimi Koivulan kunta vaihdettu nimeksi Koivulan kaupunki/ })).toBeVisible();
  await look(page, 'authority-organisation');

  // A merger is confirmed by the name of the one that goes.
  await create(page, 'Sivukylän kunta', businessId('9000620'));
  await page.getByRole('button', { name: o.merge, exact: true }).click();
  const merge = page.getByRole('dialog', { name: o.merge_title });
  await merge.getByLabel(o.merge_into, { exact: true }).selectOption({ label: 'Koivulan kaupunki' });
  await merge.getByLabel(o.merge_typed_label, { exact: true }).fill('Koivulan kaupunki');
  await merge.getByLabel(fi.management.reason, { exact: true }).fill('kuntaliitos');
  await merge.getByRole('button', { name: o.merge_do, exact: true }).click();
  await expect(merge.locator('#merge-typed-error')).toContainText(o.wrong_confirmation);
  await look(page, 'authority-organisation-merge');
  await merge.getByLabel(o.merge_typed_label, { exact: true }).fill('Sivukylän kunta');
  await merge.getByRole('button', { name: o.merge_do, exact: true }).click();
  await expect(page.getByText(fill(o.done_merged, { users: 0, permits: 0 }))).toBeVisible();
  await expect(page.getByText(/Tämä organisaatio on yhdistetty organisaatioon Koivulan kaupunki/)).toBeVisible();
  await expect(page.getByRole('button', { name: o.merge, exact: true })).toHaveCount(0);
  await open(page, '/authority/organisations');
  await expect(page.getByRole('heading', { level: 2, name: 'Koivulan kaupunki' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Sivukylän kunta' })).toHaveCount(0);
});

test('the auditor sees an organisation and can change nothing', async ({ page, guard }) => {
  guard.allow(/status of 404/);
  await signIn(page, 'viranomainen.tarkastaja');
  await open(page, '/authority/organisations/kunta');
  await expect(heading(page, 'Kuuselan kunta')).toBeVisible();
  for (const name of [o.rename, o.add_contact, o.add_address, o.merge]) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  await open(page, '/authority/organisations');
  await expect(page.getByRole('heading', { level: 2, name: 'Kuuselan kunta' })).toBeVisible();
  await expect(page.getByRole('button', { name: fill(fi.management.appoint_for, { name: 'Kuuselan kunta' }), exact: true })).toHaveCount(0);
  await open(page, '/authority/organisations/ei-ole');
  await expect(page.getByText(o.missing)).toBeVisible();
});

test('the roles of the authority\'s people are given and ended, never the own', async ({ page, stranger, guard }) => {
  guard.allow(/status of 40[04]/);
  await signIn(stranger, 'viranomainen.kasittelija');
  await expect(stranger.locator('nav a[href="/authority/organisations"]')).toHaveCount(1);
  await expect(stranger.locator('nav a[href="/authority/requests"]')).toHaveCount(0);
  await signIn(page, 'viranomainen');
  await open(page, '/authority/people');
  await expect(page.getByRole('row', { name: /Liisa Lupanen/ })).toBeVisible();
  await expect(page.getByRole('button', { name: fill(o.change_roles_of, { name: 'Aino Valvoja' }), exact: true })).toHaveCount(0);
  await look(page, 'authority-people');
  const change = page.getByRole('button', { name: fill(o.change_roles_of, { name: 'Liisa Lupanen' }), exact: true });
  const dialog = page.getByRole('dialog', { name: o.change_roles_title });
  for (const [role, on] of [['Käyttöoikeuksien hyväksyjä', true], ['Käyttöoikeuksien hyväksyjä', false]] as const) {
    await change.click();
    await dialog.getByLabel(role, { exact: true }).setChecked(on);
    if (on) {
      await dialog.getByRole('button', { name: fi.management.save, exact: true }).click();
      await expect(dialog.locator('#act-reason-error')).toContainText(fi.management.reason_missing);
      await look(page, 'authority-people-roles');
    }
    await dialog.getByLabel(fi.management.reason, { exact: true }).fill('sijaisuus');
    await dialog.getByRole('button', { name: fi.management.save, exact: true }).click();
    await expect(page.getByText(o.done_roles)).toBeVisible();
    // The next page that is opened has it.
    await open(stranger, '/');
    await expect(stranger.locator('nav a[href="/authority/requests"]')).toHaveCount(on ? 1 : 0);
  }
  for (const language of LANGUAGES) {
    await page.goto(`/language/${language}?back=/authority/people`);
    await expect(heading(page, texts(language).organisations.people_title)).toBeVisible();
  }
  await page.goto('/language/fi?back=/');
});
