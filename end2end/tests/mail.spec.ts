// Mail by a real mail server: a new password is ordered and set, a suspicion locks a username and
// a responsible user opens it (S71, S78). The demonstration is one of its own, with a mail server.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Demo } from '../support/demo';
import { checkAccessibility, look } from '../support/look';
import { Mailbox } from '../support/mailbox';
import { Server } from '../support/server';
import { Authenticator } from '../support/authenticator';
import { givePassword, heading, open, ownPassword, pastTerms, ready, setPassword, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { fi } from '../support/texts';

const USERNAME = 'kunta.kysely1';
const ADDRESS = 'kunta.kysely1@kunta.example';
const NEW_PASSWORD = 'neljä punaista omenaa korissa';

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

const mailbox = new Mailbox();
let data: string;
let server: Server;
let demo: Demo;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  data = mkdtempSync(join(tmpdir(), 'luotain-end2end-mail-'));
  server = new Server(data, await freePort(), [
    '--mail-host', '127.0.0.1',
    '--mail-port', String(await mailbox.start()),
    '--mail-security', 'none',
    '--mail-sender', 'Luotain <luotain@viranomainen.example>',
  ]);
  await server.start();
  demo = new Demo(data, server.url);
});

test.afterAll(async () => {
  await server.stop();
  await mailbox.stop();
  rmSync(data, { recursive: true, force: true });
});

test('a new password is ordered to the work e-mail, set once, and the key is still asked for', async ({ page, stranger, guard }) => {
  test.setTimeout(180_000);
  guard.allow(/status of 40[01]/);
  const t = fi.credentials;
  await signIn(page, USERNAME, { demo });

  // Somebody else's browser: no session, no key yet.
  await open(stranger, '/sign-in', demo);
  await expect(stranger.getByText('0295 000 000')).toBeVisible();
  await stranger.getByRole('link', { name: t.order_link, exact: true }).click();
  await ready(stranger);
  await checkAccessibility(stranger);
  const order = async (username: string) => {
    await stranger.getByLabel(fi.sign_in.username, { exact: true }).fill(username);
    await stranger.getByRole('button', { name: t.order, exact: true }).click();
    await expect(stranger.locator('#ordered')).toBeFocused();
    return (await stranger.locator('#ordered').innerText()).trim();
  };
  expect(await order('ei.ketaan')).toBe(await order(USERNAME));
  await look(stranger, 'password-order');

  const mail = await mailbox.wait(ADDRESS, /#password=/);
  expect(mail.id).toMatch(/^<\w+@viranomainen\.example>$/);
  const link = /http\S+#password=[a-z]+/.exec(mail.text)![0];
  await stranger.goto(link);
  await ready(stranger);
  await expect(stranger, 'nothing of the link stays in the address').not.toHaveURL(/password=/);
  await look(stranger, 'password-new');

  // The wrong username gets nowhere and costs the link nothing.
  const set = async (username: string, password: string) => {
    await stranger.getByLabel(fi.sign_in.username, { exact: true }).fill(username);
    await setPassword(stranger, password);
  };
  await set('kunta.kysely2', NEW_PASSWORD);
  await expect(stranger.getByText(t.link_refused)).toBeVisible();
  await set(USERNAME, 'lyhyt');
  await expect(stranger.getByText(fi.problems.password_too_short)).toBeVisible();
  await set(USERNAME, NEW_PASSWORD);
  await expect(heading(stranger, t.reset_done_title)).toBeVisible();
  await mailbox.wait(ADDRESS, /on vaihdettu/);

  // The session that was open has ended; the new password leads to the key and no further.
  await page.goto(`${demo.url}/user`);
  await expect(page).toHaveURL(/\/sign-in/);
  await open(stranger, '/sign-in', demo);
  await givePassword(stranger, USERNAME, NEW_PASSWORD);
  await expect(heading(stranger, fi.sign_in.use_title)).toBeVisible();
  await stranger.goto(`${demo.url}/user`);
  await expect(stranger).toHaveURL(/\/sign-in/);

  // Used once.
  await stranger.context().clearCookies();
  await stranger.goto(link);
  await ready(stranger);
  await set(USERNAME, 'viisi keltaista banaania pöydällä');
  await expect(stranger.getByText(t.link_refused)).toBeVisible();

  // The owner, with the key, gets in.
  const account = demo.account(USERNAME)!;
  const authenticator = await Authenticator.of(page);
  authenticator.watch(keys => demo.save(USERNAME, { password: NEW_PASSWORD, keys }));
  await authenticator.setKeys(account.keys);
  await open(page, '/sign-in', demo);
  await givePassword(page, USERNAME, NEW_PASSWORD);
  await pastTerms(page);
  demo.save(USERNAME, { password: NEW_PASSWORD, keys: await authenticator.keys() });
});

test('a suspicion locks the username at once; a responsible user opens it', async ({ page, stranger, guard }) => {
  test.setTimeout(180_000);
  guard.allow(/status of 40[014]/);
  const t = fi.credentials;
  const user = 'kunta.kysely2';
  await signIn(page, user, { demo });
  await open(page, '/user', demo);
  await page.getByRole('button', { name: t.report, exact: true }).click();
  const dialog = page.getByRole('alertdialog', { name: t.report_confirm_title });
  await expect(dialog).toBeVisible();
  await look(page, 'suspicion-confirm');
  await dialog.getByRole('button', { name: t.report, exact: true }).click();
  await expect(page.getByText(t.ended_locked)).toBeVisible();
  await page.goto(`${demo.url}/user`);
  await expect(page).toHaveURL(/\/sign-in/);
  await open(page, '/sign-in', demo);
  await givePassword(page, user, ownPassword(user));
  await expect(page.getByText(fi.problems.wrong_credentials)).toBeVisible();
  const told = await mailbox.wait('kunta.vastuu@kunta.example', /lukittu/);
  expect(told.text).toContain(user);

  await signIn(stranger, 'kunta.vastuu', { demo });
  await open(stranger, '/management/people/kunta-kysely2', demo);
  await expect(stranger.getByRole('heading', { name: t.locked_title })).toBeVisible();
  await look(stranger, 'person-locked');
  await stranger.getByRole('button', { name: t.unlock, exact: true }).click();
  const unlock = stranger.getByRole('dialog', { name: t.unlock });
  // Without saying how the identity was checked nothing is opened.
  await unlock.getByRole('button', { name: t.unlock, exact: true }).click();
  await expect(unlock.locator('#act-reason-error')).toBeVisible();
  await unlock.locator('#act-reason').fill('henkilökortista, paikan päällä');
  await unlock.getByRole('button', { name: t.unlock, exact: true }).click();
  await expect(stranger.getByText(t.done_unlocked)).toBeVisible();
  await expect(stranger.getByRole('heading', { name: t.locked_title })).toHaveCount(0);

  // A link to a new password, then the old key.
  const mail = await mailbox.wait(`${user}@kunta.example`, /#invitation=/);
  // The sign-in page is open: only the part behind # changes, and nothing is loaded anew.
  await page.goto(/http\S+#invitation=[a-z]+/.exec(mail.text)![0]);
  await ready(page);
  await page.getByLabel(fi.sign_in.username, { exact: true }).fill(user);
  await page.getByRole('button', { name: fi.sign_in.next, exact: true }).click();
  await expect(heading(page, fi.sign_in.new_title)).toBeVisible();
  await setPassword(page, NEW_PASSWORD);
  await pastTerms(page);
  await expect(page.locator('.bar-user')).toBeVisible();
});

test('one who cannot sign in is told whom to call, and the form answers alike', async ({ page }) => {
  const t = fi.credentials;
  await open(page, '/suspicion', demo);
  await expect(page.getByText(t.report_call)).toBeVisible();
  await checkAccessibility(page);
  await look(page, 'suspicion');
  const answers: string[] = [];
  for (const username of ['ei.ketaan', 'pankki.kysely1']) {
    await page.getByLabel(fi.sign_in.username, { exact: true }).fill(username);
    await page.getByLabel(fi.sign_in.password, { exact: true }).fill('väärä mutta pitkä salasana');
    await page.getByRole('button', { name: t.report, exact: true }).click();
    await expect(page.locator('#reported')).toBeFocused();
    answers.push((await page.locator('#reported').innerText()).trim());
  }
  expect(new Set(answers).size).toBe(1);
});

test('the outbox shows what was sent without its text, and what waits for another try', async ({ page, stranger }) => {
  test.setTimeout(120_000);
  mailbox.refuses = true;
  await open(stranger, '/password/order', demo);
  await signIn(page, 'pankki.kysely2', { demo });
  await stranger.getByLabel(fi.sign_in.username, { exact: true }).fill('pankki.kysely2');
  await stranger.getByRole('button', { name: fi.credentials.order, exact: true }).click();
  await expect(stranger.locator('#ordered')).toBeFocused();
  await page.context().clearCookies();
  await signIn(page, 'viranomainen', { demo });
  await open(page, '/authority/outbox', demo);
  const row = page.getByRole('row', { name: /pankki\.kysely2@/ }).first();
  await expect(async () => {
    await page.getByRole('button', { name: fi.mail.reload, exact: true }).click();
    await expect(row).toContainText(fi.mail.later.split('.')[0]!, { timeout: 1000 });
  }).toPass({ timeout: 30_000 });
  await expect(row).toContainText('450');
  const sent = page.getByRole('row', { name: new RegExp(ADDRESS.replace(/\./g, '\\.')) }).first();
  await expect(sent).toContainText('Lähetetty');
  await expect(sent.getByRole('button')).toHaveCount(0);
  await look(page, 'outbox-states');
  await checkAccessibility(page);
  mailbox.refuses = false;
});
