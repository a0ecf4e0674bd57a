// Kinds of key, step by step linking, an organisation's policy and the authority's switches (S79–S82).
// With a server of its own, since a policy shuts others out.
import type { Page } from '@playwright/test';
import { Authenticator } from '../support/authenticator';
import type { Demo } from '../support/demo';
import { look } from '../support/look';
import { another } from '../support/people';
import { withOwnServer } from '../support/server';
import { arrived, givePassword, heading, linkKey, open, ownPassword, pastTerms, ready, setPassword, signIn, signOut } from '../support/steps';
import { expect, test } from '../support/test';
import { LANGUAGES, fi, fill, texts } from '../support/texts';

const USER = 'pankki.kysely1';

/** Opens the step of the first sign-in at which a key is linked. */
async function toLinking(page: Page, username: string, demo: Demo): Promise<void> {
  await open(page, '/sign-in', demo);
  await givePassword(page, username, demo.user(username).password);
  await expect(heading(page, fi.sign_in.new_title)).toBeVisible();
  await setPassword(page, ownPassword(username));
  await expect(heading(page, fi.sign_in.link_title)).toBeVisible();
}

test('a key is linked step by step, tried, and its kind is shown', async ({ page, browser, guard }) => {
  test.setTimeout(240_000);
  await withOwnServer('linking', async demo => {
    const kinds = [
      ['device-passkey', 'pankki.kysely1', fi.keys.device_passkey],
      ['synced-passkey', 'pankki.kysely2', fi.keys.synced_passkey],
      ['security-key', 'kunta.kysely1', fi.keys.security_key],
    ] as const;
    for (const [kind, username, name] of kinds) {
      const user = await another(browser, guard, demo);
      await Authenticator.of(user, kind);
      await toLinking(user, username, demo);
      const steps = user.getByRole('list', { name: fi.keys.steps, exact: true });
      await expect(steps.getByText(fi.keys.accepted_are)).toBeVisible();
      await expect(steps.getByText(fi.keys.security_key, { exact: true })).toBeVisible();
      if (kind === 'device-passkey') await look(user, 'link-key');
      await user.getByRole('button', { name: fi.sign_in.link, exact: true }).click();
      const tried = user.getByRole('region', { name: fi.keys.step_try, exact: true });
      await expect(tried.getByRole('heading')).toBeFocused();
      await expect(tried.getByText(fi.keys.second)).toBeVisible();
      await tried.getByRole('button', { name: fi.keys.step_try, exact: true }).click();
      await expect(tried.getByText(fi.keys.try_done, { exact: true })).toBeVisible();
      if (kind === 'device-passkey') await look(user, 'try-key');
      await tried.getByRole('button', { name: fi.keys.go_on, exact: true }).click();
      await pastTerms(user);
      await open(user, '/user', demo);
      const table = user.getByRole('region', { name: fi.user.keys, exact: true });
      await expect(table.getByText(name, { exact: true })).toBeVisible();
      if (kind === 'security-key') await look(user, 'user-keys');
      await guard.inspect(user.context());
      await user.context().close();
    }
    await page.goto(`${demo.url}/help/security-keys`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
});

test('a key that does not answer when it is tried is told of, and the service opens all the same', async ({ page, guard }) => {
  test.setTimeout(120_000);
  guard.allow(/status of 40[13]/);
  await withOwnServer('trying', async demo => {
    const authenticator = await Authenticator.of(page);
    await toLinking(page, USER, demo);
    await page.getByRole('button', { name: fi.sign_in.link, exact: true }).click();
    // Linked first: the key is to fail when it is tried, not before.
    await expect(page.getByRole('region', { name: fi.keys.step_try, exact: true }).getByRole('heading')).toBeFocused();
    await authenticator.setUserVerified(false);
    await page.getByRole('button', { name: fi.keys.step_try, exact: true }).click();
    await expect(page.getByText(fi.keys.try_failed)).toBeVisible();
    await page.getByRole('button', { name: fi.keys.go_on, exact: true }).click();
    await pastTerms(page);
    await expect(heading(page, fi.front.title)).toBeVisible();
    // Loaded as a whole before its server ends: else the page asks for its parts in vain.
    await open(page, '/', demo);
    await expect(heading(page, fi.front.title)).toBeVisible();
  });
});

test('a policy tells whom it hits before it shuts anybody out, and a code leads back in', async ({ page, stranger, browser, guard }) => {
  test.setTimeout(240_000);
  guard.allow(/status of 403/);
  await withOwnServer('policy', async demo => {
    await signIn(page, 'pankki.vastuu', { demo });
    await signIn(stranger, USER, { demo });
    await open(page, '/management/keys', demo);
    await expect(heading(page, fi.keys.policy_title)).toBeVisible();
    // No roots are configured, and the page says so where the choice would be.
    await expect(page.getByLabel(fi.keys.attested_only, { exact: true })).toBeDisabled();
    await expect(page.getByText(fi.keys.no_roots)).toBeVisible();
    await look(page, 'key-policy');

    // Nothing at all may not be left.
    for (const kind of [fi.keys.device_passkey, fi.keys.synced_passkey, fi.keys.security_key]) {
      await page.getByLabel(kind, { exact: true }).uncheck();
    }
    guard.allow(/status of 400/);
    await page.locator('#policy-reason').fill('organisaation ohje');
    const save = page.getByRole('button', { name: fi.keys.save, exact: true });
    await save.click();
    await expect(page.getByText(fi.keys.no_kind)).toBeVisible();

    await page.getByLabel(fi.keys.security_key, { exact: true }).check();
    await save.click();
    const dialog = page.getByRole('alertdialog', { name: fi.keys.confirm_policy });
    await expect(dialog.getByText(fill(fi.keys.impact_users, { n: 2 }))).toBeVisible();
    await expect(dialog.getByText(fi.keys.impact_own)).toBeVisible();
    await look(page, 'key-policy-confirm');
    await dialog.getByRole('button', { name: fi.shell.cancel, exact: true }).click();
    await save.click();
    await dialog.getByRole('button', { name: fi.keys.confirm, exact: true }).click();
    await expect(page.getByText(fi.keys.saved, { exact: true })).toBeVisible();

    // The other one goes on while signed in, and is led on at the next sign-in.
    await open(stranger, '/user', demo);
    await expect(stranger.getByText(fi.keys.not_accepted)).toBeVisible();
    await signOut(stranger);
    await open(stranger, '/sign-in', demo);
    await givePassword(stranger, USER, ownPassword(USER));
    const refused = fill(fi.keys.refused_kind, { kinds: fi.keys.security_key.toLowerCase() });
    await expect(stranger.getByText(refused)).toBeVisible();
    await expect(stranger.getByText(fi.keys.refused_help)).toBeVisible();
    await expect(stranger.getByLabel(fi.sign_in.enrol_code, { exact: true })).toBeVisible();
    await look(stranger, 'key-not-accepted');

    await open(page, '/management/people/pankki-kysely1', demo);
    await page.getByRole('button', { name: fi.management.enrol, exact: true }).click();
    const order = page.getByRole('dialog');
    await order.getByRole('textbox').fill('henkilökortti nähty');
    await order.getByRole('button', { name: fi.management.enrol, exact: true }).click();
    const code = (await page.locator('.notice-success .code').innerText()).trim();

    const stick = await another(browser, guard, demo);
    await Authenticator.of(stick, 'security-key');
    await open(stick, '/sign-in', demo);
    await givePassword(stick, USER, ownPassword(USER));
    await stick.getByLabel(fi.sign_in.enrol_code, { exact: true }).fill(code);
    await stick.getByRole('button', { name: fi.sign_in.enrol_use, exact: true }).click();
    await expect(heading(stick, fi.sign_in.link_title)).toBeVisible();
    await linkKey(stick, USER, ownPassword(USER), demo);
    await open(stick, '/user', demo);
    const table = stick.getByRole('region', { name: fi.user.keys, exact: true });
    await expect(table.getByText(fi.keys.security_key, { exact: true })).toBeVisible();
    await guard.inspect(stick.context());
    await stick.context().close();
  });
});

test('a kind that the authority switches off ends open sessions and signs nobody in until it is back', async ({ page, stranger, guard }) => {
  test.setTimeout(240_000);
  guard.allow(/status of 40[0139]/);
  await withOwnServer('switch', async demo => {
    await Authenticator.of(page, 'security-key');
    await signIn(page, 'viranomainen', { demo });
    await signIn(stranger, USER, { demo });
    await open(page, '/authority/keys', demo);
    await expect(heading(page, fi.keys.rules_title)).toBeVisible();
    await look(page, 'key-kinds');

    // Nobody switches off the kind of their own only key.
    const press = async (text: string, kind: string) =>
      page.getByRole('button', { name: fill(text, { kind }), exact: true }).click();
    const dialog = page.getByRole('dialog');
    await press(fi.keys.switch_off_this, fi.keys.security_key);
    await dialog.getByLabel(fi.management.reason, { exact: true }).fill('haavoittuvuus');
    await dialog.getByRole('button', { name: fi.keys.see_impact, exact: true }).click();
    await expect(dialog.getByText(fi.keys.own_keys)).toBeVisible();
    await dialog.getByRole('button', { name: fi.shell.cancel, exact: true }).click();

    await press(fi.keys.switch_off_this, fi.keys.device_passkey);
    await dialog.getByLabel(fi.management.reason, { exact: true }).fill('haavoittuvuus');
    await dialog.getByRole('button', { name: fi.keys.see_impact, exact: true }).click();
    await expect(dialog.getByText(fill(fi.keys.impact_users, { n: 1 }))).toBeVisible();
    await expect(dialog.getByText(fill(fi.keys.impact_sessions, { n: 1 }))).toBeVisible();
    await look(page, 'key-kind-confirm');
    await dialog.getByRole('button', { name: fi.keys.switch_off, exact: true }).click();
    await expect(page.getByText(fi.keys.done_off, { exact: true })).toBeVisible();

    await stranger.goto(`${demo.url}/user`);
    await expect(stranger).toHaveURL(/\/sign-in/);
    await ready(stranger);
    await givePassword(stranger, USER, ownPassword(USER));
    await expect(stranger.getByText(fi.keys.refused_off.split('{')[0]!.trim())).toBeVisible();

    await press(fi.keys.switch_on_this, fi.keys.device_passkey);
    await dialog.getByLabel(fi.management.reason, { exact: true }).fill('korjattu');
    await dialog.getByRole('button', { name: fi.keys.switch_on, exact: true }).click();
    await expect(page.getByText(fi.keys.done_on, { exact: true })).toBeVisible();
    await stranger.getByRole('button', { name: fi.sign_in.use_key, exact: true }).click();
    await arrived(stranger);

    // The authority sees and changes the organisations' policies on the same page.
    await page.getByRole('button', { name: fill(fi.keys.change_for, { name: 'Kuuselan seurakunta' }), exact: true }).click();
    await expect(page.locator('#edit-policy')).toBeFocused();
    await page.getByLabel(fi.keys.synced_passkey, { exact: true }).uncheck();
    await page.locator('#policy-reason').fill('sovittu organisaation kanssa');
    await page.getByRole('button', { name: fi.keys.save, exact: true }).click();
    await expect(page.getByText(fi.keys.saved, { exact: true })).toBeVisible();
    await expect(page.getByRole('row', { name: /Kuuselan seurakunta/ })).toContainText('sovittu organisaation kanssa');
  });
});

test('the pages on keys are in three languages', async ({ page, stranger }) => {
  await signIn(page, 'kunta.vastuu');
  await signIn(stranger, 'viranomainen');
  for (const language of LANGUAGES) {
    const { keys } = texts(language);
    for (const [reader, path, title] of [
      [page, '/management/keys', keys.policy_title],
      [stranger, '/authority/keys', keys.rules_title],
    ] as [Page, string, string][]) {
      await reader.goto(`/language/${language}?back=${path}`);
      await ready(reader);
      await expect(reader.locator('html')).toHaveAttribute('lang', language);
      await expect(heading(reader, title)).toBeVisible();
      await expect(reader.getByText(keys.security_key, { exact: true }).first()).toBeVisible();
      await look(reader, `${path.slice(1).replaceAll('/', '-')}-${language}`);
    }
  }
  for (const reader of [page, stranger]) await reader.goto('/language/fi?back=/');
});
