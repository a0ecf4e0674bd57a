// The terms of use at the first sign-in (S76, S77, S113). This user of the demonstration has not
// accepted them yet; the file's name lets it run before others sign the user in.
import { demo } from '../support/demo';
import { checkAccessibility, look } from '../support/look';
import { arrived, givePassword, heading, keep, open, ownPassword, setPassword } from '../support/steps';
import { expect, test } from '../support/test';
import { fi, fill, texts } from '../support/texts';

const USERNAME = 'seurakunta.kysely2';

test('the terms are accepted before anything else opens, and refusing them signs out', async ({ page, guard }) => {
  guard.allow(/status of 40[139]/);
  expect(demo.account(USERNAME), 'nobody has signed this user in yet').toBeUndefined();
  const user = demo.user(USERNAME);
  const t = fi.credentials;
  await open(page, '/sign-in');
  await givePassword(page, user.username, user.password);
  await expect(heading(page, fi.sign_in.new_title)).toBeVisible();
  const password = ownPassword(USERNAME);
  await setPassword(page, password);
  await expect(heading(page, fi.sign_in.link_title)).toBeVisible();
  const authenticator = await keep(page, USERNAME, password);
  await page.getByRole('button', { name: fi.sign_in.link, exact: true }).click();
  // The new key can be tried before the terms are accepted.
  await page.getByRole('button', { name: fi.keys.step_try, exact: true }).click();
  await expect(page.getByText(fi.keys.try_done, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: fi.keys.go_on, exact: true }).click();

  await expect(heading(page, t.terms_title)).toBeVisible();
  await expect(page.getByText(t.terms_liability)).toBeVisible();
  await expect(page.getByRole('region', { name: t.terms_text })).toContainText('PIN-koodi on paljastunut');
  await expect(page.getByText(/^Ehtojen versio: \d{4}-\d{2}-\d{2}$/)).toBeVisible();
  await look(page, 'accept-terms');
  await checkAccessibility(page);

  // Nothing else opens, and the step comes back.
  await page.goto('/user');
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(heading(page, t.terms_title)).toBeVisible();

  await open(page, '/sign-in');
  await page.getByRole('button', { name: t.terms_refuse, exact: true }).click();
  await expect(page.getByText(t.ended_terms)).toBeVisible();
  await page.goto('/user');
  await expect(page).toHaveURL(/\/sign-in/);

  // Whoever comes back with password and key is asked again, and may accept.
  await authenticator.setKeys(await authenticator.keys());
  await open(page, '/sign-in');
  await givePassword(page, USERNAME, password);
  await expect(heading(page, t.terms_title)).toBeVisible();
  await page.getByRole('button', { name: t.terms_accept, exact: true }).click();
  await arrived(page);
  demo.save(USERNAME, { password, keys: await authenticator.keys() });
  await expect(heading(page, fi.front.title)).toBeVisible();
});

test('the step of the terms reads in Swedish and English, too', async () => {
  // The words that a person agrees to must be there in each language.
  for (const language of ['sv', 'en'] as const) {
    const t = texts(language).credentials;
    expect(t.terms_liability).toContain('PIN');
    expect(fill(t.terms_version, { version: '2026-11-24' })).toContain('2026-11-24');
  }
});
