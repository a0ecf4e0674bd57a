// The service from the program alone, as an agency starts it: init, a permit, a register, the first
// sign-in, a query, a backup, a kill, the restoring elsewhere, and the receipt from before.
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
import { fact, givePassword, heading, linkKey, open, ownPassword, query, setPassword, signIn, testCode } from '../support/steps';
import { expect, test } from '../support/test';
import { fi, fill } from '../support/texts';
import { checkText } from '../support/words';

const ROLE = { permit: 'kunta', role: 'asiakaspalvelu' };
const PERMIT = fileURLToPath(new URL('../../deploy/permit.example.json', import.meta.url));
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
          '--data', at(data), '--copies', at('copies'), '--site', process.env.LUOTAIN_SITE!, '--origin', origin,
          '--listen', `127.0.0.1:${port}`, '--support-phone', '0295 000 000', '--support-email', 'tuki@luotain.example',
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
    await open(stranger, '/receipt', demo);
    await stranger.locator('#receipt-file').setInputFiles({ name: 'kuitti.tlog-proof', mimeType: 'application/octet-stream', buffer: Buffer.from(receipt) });
    await expect(stranger.locator('#receipt-outcome')).toHaveText(fi.receipt.holds_title);
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
