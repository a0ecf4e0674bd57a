// Checking a receipt in the browser: by everybody, and without sending it anywhere.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { demo } from '../support/demo';
import { look } from '../support/look';
import { fact, heading, open, query, queryPath, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { LANGUAGES, fi, fill, texts } from '../support/texts';

const KUNTA = { permit: 'kunta', role: 'asiakaspalvelu' };

/** Asks about a person and saves the receipt; its text, and the number that the page showed. */
async function receiptOf(page: Page, environment: 'production' | 'training' = 'production'): Promise<{ text: string; number: string }> {
  const result = await query(page, { ...KUNTA, environment, code: demo.person('plain').code });
  const number = await fact(result, fi.query.receipt_number).innerText();
  const download = page.waitForEvent('download');
  await result.getByRole('button', { name: fi.query.receipt_save }).click();
  return { text: readFileSync(await (await download).path(), 'utf8'), number };
}

async function choose(page: Page, content: string | Buffer, name = 'kuitti.tlog-proof'): Promise<void> {
  await page.locator('#receipt-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
}

/** One character of the entry changed, as by someone who would have asked for another reason. */
function changed(text: string): string {
  const lines = text.split('\n');
  const extra = Buffer.from(lines[1]!.slice('extra '.length), 'base64');
  const place = extra.indexOf('HEL 2026-001');
  expect(place).toBeGreaterThan(0);
  extra.write('HEL 2026-002', place);
  lines[1] = `extra ${extra.toString('base64')}`;
  return lines.join('\n');
}

/** How many entries the log had when it gave the receipt. */
function sizeOf(text: string): number {
  return Number(text.match(/\n\nlocalhost\/log\/\w+\n(\d+)\n/)![1]);
}

const outcome = (page: Page) => page.locator('#receipt-outcome');

test('a receipt is saved, checked by everybody, and found out when one character of it is changed', async ({ page, stranger }) => {
  await signIn(page, 'kunta.kysely1');
  const { text, number } = await receiptOf(page);

  // The link of the answer opens the page in a tab of its own, signed in.
  const opened = page.waitForEvent('popup');
  await page.locator('.receipt').getByRole('link', { name: fi.query.receipt_check }).click();
  const tab = await opened;
  await expect(heading(tab, fi.receipt.title)).toBeVisible();
  await expect(page.locator('.result')).toBeVisible();
  await open(tab, '/receipt');
  await choose(tab, text);
  await expect(outcome(tab)).toHaveText(fi.receipt.holds_title);
  await expect(outcome(tab)).toBeFocused();
  await tab.close();

  // A stranger without a session, and whose browser sends nothing while the file is checked.
  await open(stranger, '/receipt');
  const sent: string[] = [];
  stranger.on('request', request => sent.push(`${request.method()} ${request.url()}`));
  await choose(stranger, text);
  await expect(outcome(stranger)).toHaveText(fi.receipt.holds_title);
  await expect(stranger.locator('.point-ok')).toHaveCount(3);
  await expect(stranger.locator('.point-bad')).toHaveCount(0);
  const facts = stranger.locator('main');
  await expect(fact(facts, fi.receipt.number)).toHaveText(number);
  await expect(fact(facts, fi.receipt.log)).toHaveText('localhost/log/production');
  await expect(fact(facts, fi.receipt.environment)).toHaveText(fi.receipt.in_production);
  await expect(fact(facts, fi.receipt.reference)).toHaveText('HEL 2026-001');
  await expect(fact(facts, fi.receipt.subjects)).toHaveText(demo.person('plain').code);
  await expect(facts.locator('dl.facts > div').filter({ hasText: fi.receipt.time }).locator('dd')).toHaveText(/20\d\d/);

  await choose(stranger, changed(text));
  await expect(outcome(stranger)).toHaveText(fi.receipt.fails_title);
  await expect(stranger.getByText(fi.receipt.inclusion_wrong)).toBeVisible();
  await expect(stranger.getByText(fi.receipt.signature_ok)).toBeVisible();
  await expect(stranger.getByRole('heading', { name: fi.receipt.unproved_title })).toBeVisible();
  await look(stranger, 'receipt-bad');

  // The size in the checkpoint: the signature no longer fits.
  const size = sizeOf(text);
  await choose(stranger, text.replace(`production\n${size}\n`, `production\n${size + 1}\n`));
  await expect(outcome(stranger)).toHaveText(fi.receipt.fails_title);
  await expect(stranger.getByText(fi.receipt.signature_wrong)).toBeVisible();

  expect(sent).toEqual([]);
});

test('files that are no receipt are told in words', async ({ page }) => {
  await open(page, '/receipt');
  await page.getByRole('button', { name: fi.receipt.check, exact: true }).click();
  await expect(page.locator('#receipt-file-error')).toHaveText(fi.receipt.file_missing);
  await expect(page.locator('#receipt-file')).toBeFocused();
  const wrong: [string | Buffer, string][] = [
    ['', fi.receipt.empty],
    ['%PDF-1.7\nsomething\n', fi.receipt.not_receipt],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]), fi.receipt.not_text],
    [Buffer.alloc(1 << 20, 'x'), fi.receipt.too_big],
    ['c2sp.org/tlog-proof@v1\n', fill(fi.receipt.cut, { part: fi.receipt.part_entry })],
    ['c2sp.org/tlog-proof@v1\r\nextra AQ==\r\n', fi.receipt.line_ends],
  ];
  for (const [content, text] of wrong) {
    await choose(page, content);
    await expect(outcome(page)).toHaveText(fi.receipt.unreadable_title);
    await expect(outcome(page)).toBeFocused();
    await expect(page.getByText(text)).toBeVisible();
  }
  await look(page, 'receipt-wrong');
});

test('a dropped file is checked, and a file beside the field does not lead away', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  const { text } = await receiptOf(page);
  await open(page, '/receipt');
  const files = await page.evaluateHandle(text => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'kuitti.tlog-proof'));
    return transfer;
  }, text);
  await page.locator('.receipt-check').dispatchEvent('drop', { dataTransfer: files });
  await expect(outcome(page)).toHaveText(fi.receipt.holds_title);
  await expect(page).toHaveURL(/\/receipt$/);
});

test('an own key is used alone, and a receipt is held against another', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  const first = await receiptOf(page);
  const second = await receiptOf(page);
  const keys = (await (await page.request.get('/log/keys')).text()).trim().split('\n');
  // The key of the change log is the last; no receipt is checked with it.
  expect(keys).toHaveLength(3);
  keys.pop();
  await open(page, '/receipt');
  for (const key of keys) await expect(page.getByText(key, { exact: true })).toBeVisible();
  await choose(page, first.text);
  await expect(outcome(page)).toHaveText(fi.receipt.holds_title);

  // With the keyboard: unfold, paste, send.
  const again = async (key: string, against: string) => {
    await page.getByLabel(fi.receipt.own_key, { exact: true }).fill(key);
    await page.getByLabel(fi.receipt.against, { exact: true }).fill(against);
    await page.getByRole('button', { name: fi.receipt.check, exact: true }).press('Enter');
  };
  await page.getByText(fi.receipt.options, { exact: true }).click();
  await again('not a key', '');
  await expect(page.locator('#receipt-key-error')).toHaveText(fi.receipt.own_key_wrong);
  await expect(page.locator('#receipt-key')).toBeFocused();
  await again(keys[0]!, first.text);
  await expect(outcome(page)).toHaveText(fi.receipt.holds_title);
  await expect(page.getByText(fill(fi.receipt.against_same, { n: sizeOf(first.text) }))).toBeVisible();
  await again('', second.text.slice(second.text.indexOf('\n\n') + 2));
  await expect(outcome(page)).toHaveText(fi.receipt.holds_title);
  await expect(page.getByText(fill(fi.receipt.against_other_size, { n: sizeOf(first.text), m: sizeOf(second.text) }))).toBeVisible();
  // The training log's key is no key to this log.
  await again(keys[1]!, '');
  await expect(outcome(page)).toHaveText(fi.receipt.unknown_title);
});

test('a receipt of training says so', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  await open(page, queryPath({ ...KUNTA, environment: 'training' }));
  const { text } = await receiptOf(page, 'training');
  await open(page, '/receipt');
  await choose(page, text);
  await expect(outcome(page)).toHaveText(fi.receipt.holds_title);
  await expect(fact(page.locator('main'), fi.receipt.log)).toHaveText('localhost/log/training');
  await expect(fact(page.locator('main'), fi.receipt.environment)).toHaveText(fi.receipt.in_training);
});

test('the page in three languages, found from the public help', async ({ page, stranger }) => {
  await signIn(page, 'kunta.kysely1');
  const { text } = await receiptOf(page);
  for (const language of LANGUAGES) {
    const { receipt } = texts(language);
    await stranger.goto(`/language/${language}?back=/help/instructions-query`);
    await stranger.locator('main').getByRole('link', { name: receipt.title, exact: true }).click();
    await expect(heading(stranger, receipt.title)).toBeVisible();
    await expect(stranger.locator('html')).toHaveAttribute('lang', language);
    await open(stranger, '/receipt');
    await look(stranger, `receipt-${language}`);
    await choose(stranger, text);
    await expect(outcome(stranger)).toHaveText(receipt.holds_title);
    await look(stranger, `receipt-good-${language}`);
  }
});
