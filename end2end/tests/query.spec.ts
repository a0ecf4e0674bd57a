// The query for a person by personal identity code, in each role (S3, S7, S40, S44, S97–S100).
import { readFileSync } from 'node:fs';
import { demo } from '../support/demo';
import { picturePrint } from '../support/look';
import { NOBODY, answer, ask, fact, groups, heading, open, query, queryPath, signIn, testCode } from '../support/steps';
import { expect, test } from '../support/test';
import { fi } from '../support/texts';

const FREE = fi.query.price_free;
const ROLES = [
  { permit: 'kunta', role: 'asiakaspalvelu', price: FREE },
  { permit: 'kunta', role: 'sosiaalityo', price: FREE },
  { permit: 'pankki', role: 'asiakastieto', price: '0,39 €' },
  { permit: 'seurakunta', role: 'jasenrekisteri', price: '0,074 €' },
];
const KUNTA = { permit: 'kunta', role: 'asiakaspalvelu' };

for (const { permit, role, price } of ROLES) {
  test(`a query in the role ${permit}/${role} shows what the permit gives, and says what it hides`, async ({ page }) => {
    const user = demo.userOf(permit, role);
    const person = demo.person('plain');
    await signIn(page, user.username);
    await open(page, queryPath({ permit, role }));
    for (const duty of ['duty_tasks', 'duty_private', 'duty_outsiders', 'duty_care', 'duty_log']) {
      await expect(page.getByText(fi.query[duty])).toBeVisible();
    }
    // The price stands there before anything is pressed.
    await expect(page.locator('#price')).toContainText(price);

    const result = await query(page, { permit, role, code: person.code });
    await expect(result.getByRole('heading', { level: 2 })).toBeFocused();
    await expect(result).toContainText(person.name.split(' ').at(-1)!);
    await expect(fact(result, fi.query.asked)).toHaveText(person.code);
    await expect(fact(result, fi.query.environment)).toHaveText(fi.query.production);
    await expect(fact(result, fi.query.organisation)).toHaveText(await page.locator('.user-organisation').innerText());
    await expect(fact(result, fi.query.reference)).toHaveText('HEL 2026-001');
    await expect(fact(result, fi.query.extracted)).toHaveText(/\d{1,2}\.\d{1,2}\.\d{4}/);
    await expect(fact(result, fi.query.receipt_number)).toHaveText(/^\d+$/);
    await expect(result.getByText(fi.query.duty_short)).toBeVisible();
    expect(await groups(result)).not.toEqual([]);
    await expect(result.getByRole('heading', { name: fi.query.hidden_title })).toBeVisible();
  });
}

test('roles of different permits show different groups', async ({ page, stranger }) => {
  const code = demo.person('plain').code;
  await signIn(page, demo.userOf('kunta', 'sosiaalityo').username);
  await signIn(stranger, demo.userOf('pankki', 'asiakastieto').username);
  const inKunta = await groups(await query(page, { permit: 'kunta', role: 'sosiaalityo', code }));
  const inPankki = await groups(await query(stranger, { permit: 'pankki', role: 'asiakastieto', code }));
  expect(inKunta).not.toEqual(inPankki);
});

test('a code is taken with spaces, small letters and odd dashes, and shown in normal form', async ({ page }) => {
  const { code } = demo.person('plain');
  await signIn(page, 'kunta.kysely1');
  const result = await query(page, { ...KUNTA, code: `  ${code.toLowerCase().replace('-', '\u2013')} ` });
  await expect(fact(result, fi.query.asked)).toHaveText(code);
  await expect(page.getByLabel(fi.query.code, { exact: true })).toHaveValue(code);
});

test('a malformed code, a code in the reference or a missing purpose is told at the field, and nothing is sent', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  await open(page, queryPath(KUNTA));
  let sent = 0;
  page.on('request', request => (sent += Number(request.url().includes('/api/query/'))));
  const right = demo.person('plain').code;
  const wrongCheck = right.slice(0, 10) + (right.endsWith('A') ? 'B' : 'A');
  const field = page.getByLabel(fi.query.code, { exact: true });
  for (const code of ['', '12345', wrongCheck, testCode('310290', '-', 901), right.replace(/^.{6}./, text => text.slice(0, 6) + '*')]) {
    await ask(page, { code });
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toBeFocused();
    await expect(page.locator('#code-error')).not.toBeEmpty();
    await expect(field).toHaveValue(code);
  }
  await ask(page, { code: right, reference: `asia ${right}` });
  await expect(page.locator('#reference-error')).toHaveText(fi.problems.reference_identity_code);

  const purpose = page.getByLabel(fi.query.purpose, { exact: true });
  if ((await purpose.locator('option[value=""]').count()) > 0) {
    await purpose.selectOption('');
    await page.locator('#reference').fill('HEL 2026-001');
    await page.getByRole('button', { name: fi.query.submit, exact: true }).click();
    await expect(page.locator('#purpose-error')).toHaveText(fi.query.purpose_missing);
  }
  expect(sent).toBe(0);
});

test('the code of a real person is refused where all persons are invented', async ({ page, guard }) => {
  guard.allow(/status of 400/);
  await signIn(page, 'kunta.kysely1');
  await open(page, queryPath(KUNTA));
  // The example that the authority's own public pages use.
  await ask(page, { code: '131052-308T' });
  await expect(page.locator('#code-error')).toHaveText(fi.problems.test_identifiers_only);
});

test('purpose and reference are remembered from query to query and from role to role', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  const code = demo.person('plain').code;
  await query(page, { ...KUNTA, code, reference: 'HEL 2026-777' });
  await page.getByRole('button', { name: fi.query.new_query }).click();
  await expect(page.locator('#reference')).toHaveValue('HEL 2026-777');
  await expect(page.getByLabel(fi.query.code, { exact: true })).toHaveValue('');
  // Away and back through the menu, without loading the page anew.
  await page.getByRole('link', { name: fi.shell.service, exact: true }).click();
  await expect(heading(page, fi.front.title)).toBeVisible();
  await page.locator(`nav a[href="${queryPath(KUNTA)}"]`).click();
  await expect(page.locator('#reference')).toHaveValue('HEL 2026-777');
  await expect(page.getByLabel(fi.query.purpose, { exact: true })).not.toHaveValue('');
});

test('an answer does not stay when the page is left and the back button pressed', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  const { name, code } = demo.person('plain');
  await query(page, { ...KUNTA, code });
  await page.goto('/help/faq');
  await page.goBack();
  await expect(page.locator('main')).not.toContainText(name.split(' ').at(-1)!);
  await expect(page.getByLabel(fi.query.code, { exact: true })).not.toHaveValue(code);
});

test('the receipt is saved as a file that proves the entry and names nobody', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  const { code, name } = demo.person('plain');
  const result = await query(page, { ...KUNTA, code });
  const number = await fact(result, fi.query.receipt_number).innerText();
  const download = page.waitForEvent('download');
  await result.getByRole('button', { name: fi.query.receipt_save }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^luotain-receipt-[a-z\d-]+\.tlog-proof$/);
  const text = readFileSync(await file.path(), 'utf8');
  expect(text.split('\n')[0]).toBe('c2sp.org/tlog-proof@v1');
  expect(text).toContain(`index ${number}`);
  expect(text).not.toContain(name.split(' ').at(-1)!);
  await expect(result.getByText(fi.query.receipt_saved)).toBeVisible();
});

test('two queries get two receipts, one after the other in the log', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  const numbers: number[] = [];
  for (const code of [demo.person('plain').code, NOBODY]) {
    const result = await query(page, { ...KUNTA, code });
    numbers.push(Number(await fact(result, fi.query.receipt_number).innerText()));
  }
  expect(numbers[1]).toBe(numbers[0]! + 1);
});

test('on paper the answer stands with user, time and receipt, and without the menu', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  const result = await query(page, { ...KUNTA, code: demo.person('plain').code });
  await picturePrint(page, 'answer');
  await expect(result.getByText(fi.query.print_not_official)).toBeVisible();
  for (const label of [fi.query.officer, fi.query.extracted, fi.query.receipt_number]) {
    await expect(fact(result, label)).toBeVisible();
  }
  await expect(page.getByRole('navigation', { name: fi.shell.main_menu })).toBeHidden();
  await expect(page.getByRole('button', { name: fi.query.submit, exact: true })).toBeHidden();
  await expect(page.locator('.footer')).toBeHidden();
});

test('nothing of the answer is in the page as the server sends it', async ({ page }) => {
  await signIn(page, 'kunta.kysely1');
  const { code, name } = demo.person('plain');
  await query(page, { ...KUNTA, code });
  await expect(answer(page)).toContainText(name.split(' ').at(-1)!);
  const again = await page.request.get(queryPath(KUNTA));
  expect(again.ok()).toBe(true);
  const html = await again.text();
  expect(html).toContain(fi.query.submit);
  expect(html).not.toContain(code);
  expect(html).not.toContain(name);
});
