// The service from the program alone, as an agency starts it: init, a permit, a register, the first
// sign-in, a query, a backup, a kill, the restoring elsewhere, the receipt from before, and the upgrade
// of what an older program left.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { Demo } from '../support/demo';
import { Mailbox } from '../support/mailbox';
import { type Person, accept, add, another, created, fillPerson, give, inDays } from '../support/people';
import { freePort } from '../support/server';
import { Service, command } from '../support/service';
import { answer, fact, givePassword, heading, linkKey, open, ownPassword, query, setPassword, signIn, testCode } from '../support/steps';
import { expect, test } from '../support/test';
import { fi, fill } from '../support/texts';
import { checkText } from '../support/words';

const ROLE = { permit: 'kunta', role: 'asiakaspalvelu' };
const PERMIT = fileURLToPath(new URL('../../deploy/permit.example.json', import.meta.url));
/** What an older program left, as src/store/tests/upgrade.rs wrote it. */
const OLDER = fileURLToPath(new URL('../../server/tests/it/fixtures/schema-2-3', import.meta.url));
/** Its username that nobody has signed in with, and somebody in its register. */
const NEWCOMER = { username: 'kuusela.olli', password: 'vanhan ohjelman antama koodi', roles: [ROLE] };
const ASKED = { code: '010594Y9032', name: 'Etu Nimet' };
const FIRST_CODE = testCode('010190', '-', 990);
const RESPONSIBLE: Person = { of: 'plain', name: 'Raija Ruukki', email: 'raija.ruukki@kuusela.example' };
const OFFICER: Person = { of: 'abroad', name: 'Ensio Ensimmäinen', email: 'ensio.ensimmainen@kuusela.example' };

interface Exported {
  kind: string;
  record: { code: string; facts: Record<string, unknown>; groups: { name?: { surname: string } } };
}

/** Adults of a register file about whom nothing is special. */
function adults(file: string): { code: string; name: string }[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Exported)
    .filter(({ kind, record }) => kind === 'person' && Object.keys(record.facts).join() === 'birthDate')
    .filter(({ record }) => /^19[5-9]/.test(String(record.facts.birthDate)))
    .map(({ record }) => ({ code: record.code, name: record.groups.name?.surname ?? '' }));
}

/** The link of an invitation, out of the mail. */
async function invited(mailbox: Mailbox, to: string): Promise<string> {
  const { text } = await mailbox.wait(to, /#invitation=/);
  return /http\S+#invitation=[a-z]+/.exec(text)![0];
}

/** What a service is told beside its data folder and its mail server. */
function settings(origin: string, copies: string): string[] {
  return [
    '--copies', copies, '--site', process.env.LUOTAIN_SITE!, '--origin', origin, '--listen', `127.0.0.1:${new URL(origin).port}`,
    '--support-phone', '0295 000 000', '--support-email', 'tuki@luotain.example',
  ];
}

/** Checks a receipt as anybody may who has one. */
async function findHolding(page: Page, receipt: string, demo: Demo): Promise<void> {
  await open(page, '/receipt', demo);
  await page.locator('#receipt-file').setInputFiles({ name: 'kuitti.tlog-proof', mimeType: 'application/octet-stream', buffer: Buffer.from(receipt) });
  await expect(page.locator('#receipt-outcome')).toHaveText(fi.receipt.holds_title);
}

/** Asks about a person and saves the receipt; its text. */
async function receiptOf(page: Page, code: string, demo: Demo): Promise<string> {
  const result = await query(page, { ...ROLE, code }, demo);
  await expect(fact(result, fi.query.receipt_number)).not.toBeEmpty();
  const download = page.waitForEvent('download');
  await result.getByRole('button', { name: fi.query.receipt_save }).click();
  return readFileSync(await (await download).path(), 'utf8');
}

test('from init to a query, killed and restored elsewhere, and the receipt from before holds', async ({ page, stranger, browser, guard }) => {
  test.setTimeout(300_000);
  guard.allow(/status of 40[0134]/, /net::ERR_/, /Failed to fetch/);
  const place = mkdtempSync(join(tmpdir(), 'luotain-end2end-operating-'));
  const at = (name: string) => join(place, name);
  const [port, watch] = [await freePort(), await freePort()];
  const origin = `http://localhost:${port}`;
  const mailbox = new Mailbox();
  let service: Service | undefined;
  try {
    // A clean machine: the program makes its folder; permit and register come by command.
    const made = command(
      [
        'init', '--data', at('data'), '--copies', at('copies'), '--origin', origin,
        '--name-fi', 'Rekisteriviranomainen', '--business-id', '1234567-1',
        '--user-name', 'Aino Valvoja', '--user-email', 'aino.valvoja@viranomainen.example',
      ],
      `${FIRST_CODE}\n`,
    );
    expect(made).not.toContain(FIRST_CODE);
    const username = /username\s+(\S+)/.exec(made)![1]!;
    const oneTimeCode = /one-time code\s+(\S+)/.exec(made)![1]!;
    command(['permit', 'add', '--data', at('data'), PERMIT]);
    command(['register', 'generate', '--data', at('data'), '--environment', 'production', '--persons', '300']);
    command(['register', 'export', '--data', at('data'), '--environment', 'production', at('register.jsonl')]);
    const [plain, abroad, asked] = adults(at('register.jsonl'));
    mkdirSync(at('notes'));
    writeFileSync(at('notes/demo-persons.json'), JSON.stringify({ plain, abroad }));
    const demo = new Demo(at('notes'), origin);
    const secrets = [plain!.code, abroad!.code, asked!.code, FIRST_CODE, oneTimeCode, RESPONSIBLE.name, OFFICER.name, OFFICER.email];

    const mailPort = await mailbox.start();
    const start = (data: string) =>
      Service.start(
        [
          '--data', at(data), ...settings(origin, at('copies')),
          '--mail-host', '127.0.0.1', '--mail-port', String(mailPort), '--mail-security', 'none',
          '--mail-sender', 'Luotain <luotain@viranomainen.example>',
        ],
        watch,
        at('words.log'),
      );
    service = await start('data');

    // The first sign-in, with the code that was shown once.
    await open(page, '/sign-in', demo);
    await givePassword(page, username, oneTimeCode);
    await expect(heading(page, fi.sign_in.new_title)).toBeVisible();
    await setPassword(page, ownPassword(username));
    await expect(heading(page, fi.sign_in.link_title)).toBeVisible();
    await linkKey(page, username, ownPassword(username), demo);

    // The authority appoints a responsible user, who brings in an officer.
    await open(page, '/authority/organisations', demo);
    await page.getByRole('button', { name: fill(fi.management.appoint_for, { name: 'Kuuselan kunta' }), exact: true }).click();
    await fillPerson(page, RESPONSIBLE, { demo });
    await page.locator('#appoint-reason').fill('organisaation hakemus');
    await page.locator('form').getByRole('button', { name: fi.management.appoint, exact: true }).click();
    const responsible = await created(page);
    await accept(stranger, await invited(mailbox, RESPONSIBLE.email), responsible, { demo });
    const officer = await add(stranger, OFFICER, { demo });
    await give(stranger, 'kunta/asiakaspalvelu', inDays(100));
    await expect(stranger.getByText(fi.management.done_given)).toBeVisible();

    // The officer asks, and keeps the receipt.
    const user = await another(browser, guard, demo);
    await accept(user, await invited(mailbox, OFFICER.email), officer, { demo });
    const receipt = await receiptOf(user, asked!.code, demo);
    await expect(user.getByRole('region', { name: new RegExp(`^${fi.query.result_title}`) })).toContainText(asked!.name);
    expect(await service.metrics(secrets)).toMatch(/luotain_log_entries\{log="production"\} [1-9]/);
    await guard.inspect(user.context());
    for (const opened of [page, stranger, user]) await opened.goto('about:blank');

    // A backup between two runs; then the machine is gone but for backup, keys and second copies.
    expect(await service.end('SIGTERM')).toBe(0);
    command(['backup', 'take', '--data', at('data'), '--copies', at('copies'), '--into', at('backups')]);
    service = await start('data');
    expect(await service.end('SIGKILL')).toBeNull();
    cpSync(at('data/keys'), at('safe'), { recursive: true });
    renameSync(at('data'), at('lost'));
    const backup = readdirSync(at('backups')).find(name => name.endsWith('.backup'))!;
    command(['backup', 'restore', join(at('backups'), backup), '--data', at('elsewhere'), '--keys', at('safe')]);
    service = await start('elsewhere');

    // A stranger finds that the receipt from before holds, and the officer goes on.
    await findHolding(stranger, receipt, demo);
    const later = await another(browser, guard, demo);
    await signIn(later, officer, { demo });
    const second = await receiptOf(later, asked!.code, demo);
    await guard.inspect(later.context());
    await later.goto('about:blank');
    await stranger.goto('about:blank');

    // Both stand in the one log, and nobody in what the service said.
    expect(await service.end('SIGTERM')).toBe(0);
    writeFileSync(at('first.tlog-proof'), receipt);
    writeFileSync(at('second.tlog-proof'), second);
    const verified = command([
      'log', 'verify', '--data', at('elsewhere'), '--copies', at('copies'),
      '--against', at('first.tlog-proof'), '--against', at('second.tlog-proof'),
    ]);
    expect(verified).toContain('sound');
    expect(verified).not.toContain('NOT SOUND');
    const words = readFileSync(at('words.log'), 'utf8');
    expect(words).toContain('"http.route":"/api/query/person"');
    checkText(words, 'the log', secrets);
    for (const opened of [user, later]) await opened.context().close();
  } finally {
    await service?.end('SIGKILL');
    await mailbox.stop();
    rmSync(place, { recursive: true, force: true });
  }
});

test('what an older program left is upgraded by a start, its officer comes in and asks, and receipts from before and after hold', async ({ page, stranger, browser, guard }) => {
  test.setTimeout(180_000);
  guard.allow(/status of 40[0134]/, /net::ERR_/, /Failed to fetch/);
  const place = mkdtempSync(join(tmpdir(), 'luotain-end2end-upgrade-'));
  const at = (name: string) => join(place, name);
  const [port, watch] = [await freePort(), await freePort()];
  const origin = `http://localhost:${port}`;
  const secrets = [ASKED.code, ASKED.name, NEWCOMER.password, 'Olli Oksa', 'olli@kuusela.example', '020285-901W'];
  const restore = (data: string) => {
    cpSync(`${OLDER}.copies`, at(`${data}-copies`), { recursive: true });
    return command(['backup', 'restore', `${OLDER}.backup`, '--data', at(data), '--keys', `${OLDER}.keys`]);
  };
  const start = (data: string, log: string, copies = `${data}-copies`) =>
    Service.start(['--data', at(data), ...settings(origin, at(copies))], watch, at(log));
  const migrations = (log: string) => readFileSync(at(log), 'utf8').split('\n').filter(line => line.includes('"migrated"')).length;
  let service: Service | undefined;
  try {
    mkdirSync(at('notes'));
    writeFileSync(at('notes/demo-users.json'), JSON.stringify([NEWCOMER]));
    const demo = new Demo(at('notes'), origin);
    expect(restore('data')).toContain('localhost/log/production: at least 11 entries');

    service = await start('data', 'words.log');
    expect(migrations('words.log')).toBeGreaterThan(0);
    const metrics = await service.metrics(secrets);
    expect(metrics).toMatch(/^luotain_log_open\{log="production"\} 1$/m);
    expect(metrics).toMatch(/^luotain_log_entries\{log="production"\} 11$/m);

    // The officer comes in with the password that the older program gave, and asks.
    await signIn(page, NEWCOMER.username, { demo });
    const receipt = await receiptOf(page, ASKED.code, demo);
    await expect(answer(page)).toContainText(ASKED.name);
    const older = readFileSync(`${OLDER}.tlog-proof`, 'utf8');
    for (const held of [older, receipt]) await findHolding(stranger, held, demo);
    await guard.inspect(page.context());
    for (const opened of [page, stranger]) await opened.goto('about:blank');
    expect(await service.end('SIGTERM')).toBe(0);

    // The next start finds nothing to migrate, and the key that was linked opens the service.
    service = await start('data', 'again.log');
    expect(migrations('again.log')).toBe(0);
    const later = await another(browser, guard, demo);
    await signIn(later, NEWCOMER.username, { demo });
    await guard.inspect(later.context());
    await later.context().close();
    expect(await service.end('SIGTERM')).toBe(0);

    writeFileSync(at('new.tlog-proof'), receipt);
    const verified = command([
      'log', 'verify', '--data', at('data'), '--copies', at('data-copies'),
      '--against', `${OLDER}.tlog-proof`, '--against', at('new.tlog-proof'),
    ]);
    expect(verified).toContain('production: sound, 12 entries');
    expect(verified).toContain('changes: sound');
    expect(verified).not.toContain('NOT SOUND');

    // Without its second place an older folder is refused like any other. With it again the start goes
    // on, and what the refused one had migrated by then is in nobody's way.
    restore('astray');
    const unmounted = async () => (service = await start('astray', 'refused.log', 'unmounted'));
    await expect(unmounted()).rejects.toThrow(/no copied checkpoint for a log of 11 entries/);
    service = await start('astray', 'mounted.log');
    expect(await service.end('SIGTERM')).toBe(0);

    for (const log of ['refused.log', 'mounted.log', 'words.log', 'again.log']) checkText(readFileSync(at(log), 'utf8'), log, secrets);
    expect(readFileSync(at('words.log'), 'utf8')).toContain('"http.route":"/api/query/person"');
  } finally {
    await service?.end('SIGKILL');
    rmSync(place, { recursive: true, force: true });
  }
});
