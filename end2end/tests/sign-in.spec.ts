// Signing in and out (D2, S20, S79, S80). Each test has a user of its own.
import { generateKeyPairSync } from 'node:crypto';
import { Authenticator } from '../support/authenticator';
import { demo } from '../support/demo';
import { arrived, givePassword, heading, linkKey, open, ownPassword, setPassword, signIn, signInFirst, signOut } from '../support/steps';
import { expect, test } from '../support/test';
import { fi } from '../support/texts';

const ANSWERS_401 = /status of 401/;

test('the first sign-in asks for an own password and a key, and nothing can be used before', async ({ page, guard }) => {
  guard.allow(/status of 400/, ANSWERS_401);
  const user = demo.user('tekninen.vastuu');
  await open(page, '/sign-in');
  await givePassword(page, user.username, user.password);
  await expect(heading(page, fi.sign_in.new_title)).toBeVisible();

  for (const [password, repeated, problem] of [
    ['liian lyhyt', 'liian lyhyt', fi.problems.password_too_short],
    ['password1234', 'password1234', fi.problems.password_common],
    [`${user.username} on salasana`, `${user.username} on salasana`, fi.problems.password_holds_username],
    ['x'.repeat(129), 'x'.repeat(129), fi.problems.password_too_long],
    [ownPassword(user.username), 'jotain aivan muuta', fi.problems.password_differ],
  ] as const) {
    await setPassword(page, password, repeated);
    await expect(page.getByText(problem)).toBeVisible();
  }
  await setPassword(page, ownPassword(user.username));
  await expect(heading(page, fi.sign_in.link_title)).toBeVisible();

  // Half-way in, every other page leads back to the step that is missing.
  await page.goto('/user');
  await expect(page).toHaveURL(/\/sign-in/);
  await open(page, '/sign-in');
  await expect(heading(page, fi.sign_in.link_title)).toBeVisible();

  await linkKey(page, user.username, ownPassword(user.username));
  await expect(heading(page, fi.front.title)).toBeVisible();
  await expect(page.locator('.user-organisation')).not.toBeEmpty();

  // The temporary password was for once.
  await signOut(page);
  await open(page, '/sign-in');
  await givePassword(page, user.username, user.password);
  await expect(page.getByText(fi.problems.wrong_credentials)).toBeVisible();
});

test('a later sign-in takes password and key, and leads to the page that was wanted', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  await signOut(page);
  await page.goto('/user');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await signIn(page, 'kunta.kysely1', { next: '/user' });
  await expect(heading(page, fi.user.title)).toBeVisible();
  await expect(page.getByRole('heading', { name: fi.user.keys, exact: true })).toBeVisible();
});

test('signing in leads to no other site', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  await signOut(page);
  for (const next of ['//evil.example/', 'https://evil.example/', '/\\evil.example']) {
    await signIn(page, 'kunta.kysely1', { next });
    expect(new URL(page.url()).host).toBe(new URL(demo.url).host);
    await signOut(page);
  }
});

test('a wrong password and an unknown user get the same answer, and the owner is told', async ({ page, guard }) => {
  guard.allow(ANSWERS_401);
  const username = 'pankki.kysely2';
  await signIn(page, username);
  await signOut(page);
  const answers: string[] = [];
  for (const name of [username, 'ei.ketaan', username]) {
    await open(page, '/sign-in');
    await givePassword(page, name, 'väärä mutta pitkä salasana');
    const alert = page.getByRole('alert').filter({ hasText: fi.problems.wrong_credentials });
    await expect(alert).toBeVisible();
    await expect(alert).toBeFocused();
    // What is shown but for the request's id.
    answers.push((await alert.locator('p').first().innerText()).trim());
    await expect(page.getByLabel(fi.sign_in.password, { exact: true })).toHaveValue('');
  }
  expect(new Set(answers).size).toBe(1);

  await signIn(page, username);
  await expect(page.getByRole('heading', { name: fi.front.failures_title })).toBeVisible();
  await expect(page.getByRole('region', { name: fi.front.failures_title })).toContainText('2');
  await open(page, '/');
  await expect(page.getByRole('heading', { name: fi.front.failures_title })).toHaveCount(0);
});

test('a wrong key does not sign in', async ({ page, guard }) => {
  guard.allow(ANSWERS_401, /status of 40[139]/);
  const username = 'viranomainen';
  await signIn(page, username);
  await signOut(page);
  const { password, keys } = demo.account(username)!;
  const authenticator = await Authenticator.of(page);
  authenticator.forget();
  const begin = async () => {
    await open(page, '/sign-in');
    await givePassword(page, username, password);
    await expect(heading(page, fi.sign_in.use_title)).toBeVisible();
  };
  // Starting over loads the page anew.
  const startOver = async () => {
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: fi.sign_in.start_over }).click()]);
  };

  // A forged key: right name, other secret. The server sees the wrong signature.
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const forged = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  await authenticator.setKeys(keys.map(key => ({ ...key, privateKey: forged, signCount: key.signCount + 10 })));
  await begin();
  await expect(page.getByText(fi.problems.key_refused)).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
  await startOver();

  // No key of this user at all.
  await authenticator.setKeys([]);
  await begin();
  await expect(page.getByRole('alert').filter({ hasText: fi.sign_in.failure_title })).toBeVisible();
  await startOver();

  // The right key in the wrong hands: no fingerprint, no PIN.
  await authenticator.setKeys(keys);
  await authenticator.setUserVerified(false);
  await begin();
  await expect(page.getByRole('alert').filter({ hasText: fi.sign_in.failure_title })).toBeVisible();
  await page.goto('/user');
  await expect(page).toHaveURL(/\/sign-in/);

  // And in the right ones.
  await authenticator.setUserVerified(true);
  await open(page, '/sign-in');
  await arrived(page);
  demo.save(username, { password, keys: await authenticator.keys() });
  await expect(heading(page, fi.front.title)).toBeVisible();
});

test('a key whose counter went back is refused', async ({ page, guard }) => {
  guard.allow(ANSWERS_401);
  const username = 'seurakunta.kysely2';
  await signIn(page, username);
  await signOut(page);
  await signIn(page, username);
  await signOut(page);
  const { password, keys } = demo.account(username)!;
  const authenticator = await Authenticator.of(page);
  authenticator.forget();
  // A copy of the key that was made before its last use.
  await authenticator.setKeys(keys.map(key => ({ ...key, signCount: 0 })));
  await open(page, '/sign-in');
  await givePassword(page, username, password);
  await expect(page.getByText(fi.problems.key_refused)).toBeVisible();
});

test('a cookie stolen before signing out is worth nothing after it', async ({ page, stranger, guard }) => {
  guard.allow(ANSWERS_401);
  await signIn(page, 'kunta.kysely1');
  const stolen = (await page.context().cookies()).filter(cookie => cookie.name.startsWith('__Host-'));
  expect(stolen).toHaveLength(1);
  expect(stolen[0]).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });

  await stranger.context().addCookies(stolen);
  await stranger.goto('/user');
  await expect(stranger.getByRole('heading', { level: 1, name: fi.user.title })).toBeVisible();

  await signOut(page);
  await stranger.goto('/user');
  await expect(stranger).toHaveURL(/\/sign-in/);
  const answer = await stranger.request.post('/api/session/extend', { data: {}, headers: { origin: demo.url } });
  expect(answer.status()).toBe(401);
});

test('each step of signing in has a new session cookie', async ({ page }) => {
  const cookie = async () => (await page.context().cookies()).find(cookie => cookie.name.startsWith('__Host-'))?.value;
  if (!demo.account('kunta.kysely1')) {
    await signInFirst(page, 'kunta.kysely1');
    await signOut(page);
  }
  const { password, keys } = demo.account('kunta.kysely1')!;
  const authenticator = await Authenticator.of(page);
  await authenticator.setKeys([]);
  await open(page, '/sign-in');
  await givePassword(page, 'kunta.kysely1', password);
  await expect(heading(page, fi.sign_in.use_title)).toBeVisible();
  const half = await cookie();
  expect(half).toBeTruthy();
  await authenticator.setKeys(keys);
  // The page asks by itself, too: where it is asking still, the key answers without a press.
  await page.getByRole('button', { name: fi.sign_in.use_key, exact: true }).click({ timeout: 10_000 }).catch(() => undefined);
  await arrived(page);
  demo.save('kunta.kysely1', { password, keys: await authenticator.keys() });
  const whole = await cookie();
  expect(whole).toBeTruthy();
  expect(whole).not.toBe(half);
});

test('the warning before the end of the session goes with one press', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  await page.clock.install();
  await open(page, '/');
  await page.clock.runFor('00:28:30');
  const dialog = page.getByRole('alertdialog', { name: fi.shell.ending_title });
  // The server's own clock did not move, so it says that there is time left, and nobody is disturbed.
  await expect(dialog).toBeHidden();
  await page.route('**/api/session/remaining', route => route.fulfill({ json: [90, 3600] }));
  await page.clock.runFor('00:30:00');
  await expect(dialog).toBeVisible();
  await page.unroute('**/api/session/remaining');
  await dialog.getByRole('button', { name: fi.shell.go_on }).click();
  await expect(dialog).toBeHidden();
});
