// The management service: from the appointment of a responsible user to the end of a right that
// somebody is just using (S18, S74, S92, S94–S96).
import type { Page } from '@playwright/test';
import { demo } from '../support/demo';
import { checkAccessibility, look } from '../support/look';
import { type Person, accept, add, another, comeToFront, created, fillPerson, give, inDays, invitation, show } from '../support/people';
import { ask, givePassword, heading, open, ownPassword, query, queryPath, ready, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { LANGUAGES, fi, fill, texts } from '../support/texts';

const SERVICE = { permit: 'kunta', role: 'asiakaspalvelu' };

const RESPONSIBLE: Person = { of: 'plain', name: 'Raija Ruukki', email: 'raija.ruukki@kuusela.example' };
const FIRST: Person = { of: 'abroad', name: 'Ensio Ensimmäinen', email: 'ensio.ensimmainen@kuusela.example' };
const SECOND: Person = { of: 'nonDisclosure', name: 'Toini Toinen', email: 'toini.toinen@kuusela.example' };
const THIRD: Person = { of: 'withheld', name: 'Kaarina Kolmas', email: 'kaarina.kolmas@kuusela.example' };

test('an appointed responsible user brings people in, gives roles, and ends one whose page is open', async ({
  page,
  stranger,
  browser,
  guard,
}) => {
  test.setTimeout(240_000);
  guard.allow(/status of 40[013]/);

  // The authority appoints.
  await signIn(page, 'viranomainen');
  await open(page, '/authority/organisations');
  await expect(page.getByRole('heading', { level: 2 }).filter({ hasText: 'Kuuselan kunta' })).toBeVisible();
  await look(page, 'authority-organisations');
  const appoint = page.getByRole('button', { name: fill(fi.management.appoint_for, { name: 'Kuuselan kunta' }), exact: true });
  await appoint.click();
  await page.getByRole('button', { name: fi.management.appoint, exact: true }).first().click();
  await expect(page.locator('.error-summary')).toBeFocused();
  await look(page, 'authority-appoint-errors');
  await fillPerson(page, RESPONSIBLE);
  await page.locator('#appoint-reason').fill('organisaation hakemus');
  await page.locator('form').getByRole('button', { name: fi.management.appoint, exact: true }).click();
  const responsible = await created(page);
  expect(responsible).toBe('kunta.rruukki');

  // The responsible user signs in for the first time and adds two people.
  await accept(stranger, await invitation(page, RESPONSIBLE.email), responsible);
  await look(page, 'authority-outbox');
  await add(stranger, FIRST);
  await look(stranger, 'management-person-new');
  await give(stranger, 'kunta/asiakaspalvelu', inDays(-1));
  await expect(stranger.locator('#give-until-error')).toContainText(fi.management.crossed);
  await give(stranger, 'kunta/asiakaspalvelu', inDays(400));
  await expect(stranger.locator('#give-until-error')).toBeVisible();
  await look(stranger, 'management-give-errors');
  await give(stranger, 'kunta/asiakaspalvelu', inDays(100));
  await expect(stranger.getByText(fi.management.done_given)).toBeVisible();
  const first = (await stranger.locator('dd.code').innerText()).trim();
  const second = await add(stranger, SECOND);
  await give(stranger, 'kunta/sosiaalityo', inDays(100));
  await expect(stranger.getByText(fi.management.done_given)).toBeVisible();
  expect([first, second]).toEqual(['kunta.eensimmainen', 'kunta.ttoinen']);

  // One of them signs in with password and key, and queries.
  const user = await another(browser, guard);
  await accept(user, await invitation(page, FIRST.email), first);
  await query(user, { ...SERVICE, code: demo.person('plain').code });
  await expect(user.locator(`nav a[href="${queryPath({ permit: 'kunta', role: 'sosiaalityo' })}"]`)).toHaveCount(0);

  // The responsible user sees it.
  await show(stranger, FIRST);
  await expect(stranger.getByText(fi.management.sign_in_done)).toBeVisible();
  await expect(stranger.getByRole('region', { name: fi.user.keys, exact: true }).getByRole('row')).toHaveCount(2);
  await look(stranger, 'management-person');

  // Dates are changed, and an end on a day is told as such.
  const role = 'Asiakaspalvelu (LUO/1042/2026)';
  await stranger.getByRole('button', { name: fill(fi.management.change_right, { right: role }), exact: true }).click();
  const change = stranger.getByRole('dialog', { name: fi.management.change_title });
  await change.getByLabel(fi.management.until, { exact: true }).fill(inDays(50));
  await change.getByRole('button', { name: fi.management.save, exact: true }).click();
  await expect(stranger.locator('#act-reason-error')).toContainText(fi.management.reason_missing);
  await change.getByLabel(fi.management.reason, { exact: true }).fill('määräaikainen tehtävä');
  await change.getByRole('button', { name: fi.management.save, exact: true }).click();
  await expect(stranger.getByText(fi.management.done_changed)).toBeVisible();

  // Everything ends in one step, after a question.
  await stranger.getByRole('button', { name: fi.management.leave, exact: true }).click();
  const leave = stranger.getByRole('dialog', { name: fi.management.leave_confirm });
  await expect(leave).toBeVisible();
  await checkAccessibility(stranger);
  await leave.getByLabel(fi.management.reason, { exact: true }).fill('lähtee organisaatiosta');
  await leave.getByRole('button', { name: fi.management.leave, exact: true }).click();
  await expect(stranger.getByText(fi.management.done_left)).toBeVisible();
  await expect(stranger.getByText(fi.management.ended_page)).toBeVisible();

  // The open page can do nothing more, and is told kindly.
  await user.getByRole('button', { name: fi.query.new_query }).click();
  await ask(user, { code: demo.person('abroad').code });
  await expect(user.getByText(fi.query.signed_out_kept)).toBeVisible();
  await expect(user.getByRole('region', { name: new RegExp(`^${fi.query.result_title}`) })).toHaveCount(0);
  await comeToFront(user);
  await expect(user).toHaveURL(/\/sign-in\?ended=username/);
  await expect(user.getByText(fi.sign_in.username_ended)).toBeVisible();
  await ready(user);
  await givePassword(user, first, ownPassword(first));
  await expect(user.getByText(fi.problems.wrong_credentials)).toBeVisible();

  // The register has it all.
  await open(stranger, '/management/register');
  await stranger.getByLabel(fi.management.search, { exact: true }).fill(FIRST.name);
  await stranger.getByRole('search').getByRole('button', { name: fi.management.do_search, exact: true }).click();
  await expect(stranger.getByText(fill(fi.management.rows_found, { n: 5 }))).toBeVisible();
  await expect(stranger.getByRole('cell', { name: 'lähtee organisaatiosta' }).first()).toBeVisible();
  await look(stranger, 'management-register');
  const download = stranger.waitForEvent('download');
  await stranger.getByRole('button', { name: fi.management.export, exact: true }).click();
  expect((await download).suggestedFilename()).toBe('luotain-register.csv');
  await expect(stranger.getByText(fi.management.exported)).toBeVisible();
  await guard.inspect(user.context());
  await user.context().close();
});

test('a page that is open tells that a right was ended, and the session goes on', async ({ page, stranger, guard }) => {
  guard.allow(/status of 403/);
  await signIn(page, 'kunta.kysely2');
  await query(page, { ...SERVICE, code: demo.person('plain').code });
  await signIn(stranger, 'kunta.vastuu');
  await open(stranger, '/management/people/kunta-kysely2');
  const right = 'Asiakaspalvelu (LUO/1042/2026)';
  await stranger.getByRole('button', { name: fill(fi.management.end_right, { right }), exact: true }).click();
  const dialog = stranger.getByRole('dialog', { name: fi.management.end_title });
  await dialog.getByLabel(fi.management.reason, { exact: true }).fill('tehtävä vaihtuu');
  await dialog.getByRole('button', { name: fi.management.end, exact: true }).click();
  await expect(stranger.getByText(fi.management.done_ended)).toBeVisible();
  await comeToFront(page);
  await expect(page.getByText(fi.shell.rights_changed)).toBeVisible();
  await page.getByRole('button', { name: fi.query.new_query }).click();
  await ask(page, { code: demo.person('plain').code });
  await expect(page.getByText(fi.problems.right_not_held)).toBeVisible();
  // Given back, so that other tests find the user as before.
  await give(stranger, 'kunta/asiakaspalvelu', inDays(300));
  await expect(stranger.getByText(fi.management.done_given)).toBeVisible();
  await comeToFront(page);
  await expect(page.getByText(fi.shell.rights_changed)).toBeHidden();
});

test('own rights and another organisation\'s people are out of reach', async ({ page, guard }) => {
  guard.allow(/status of 404/);
  await signIn(page, 'kunta.vastuu');
  await open(page, '/management/people/kunta-vastuu');
  await expect(page.getByText(fi.management.own_page)).toBeVisible();
  for (const name of [fi.management.give, fi.management.leave, fi.management.enrol, fi.management.change_details]) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  await look(page, 'management-own-page');
  await open(page, '/management/people/pankki-kysely1');
  await expect(page.getByText(fi.management.no_such_person)).toBeVisible();
});

test('the rights of many are renewed at once', async ({ page }) => {
  await signIn(page, 'kunta.vastuu');
  await open(page, '/management/people');
  await expect(page.getByRole('row')).not.toHaveCount(0);
  await expect(page.getByRole('checkbox', { name: fill(fi.management.choose_person, { name: 'Veikko Vastuu' }), exact: true })).toHaveCount(0);
  await page.getByRole('checkbox', { name: fill(fi.management.choose_person, { name: 'Kaisa Kysyjä' }), exact: true }).check();
  await page.locator('#renew-until').fill(inDays(360));
  await page.locator('#renew-reason').fill('vuosittainen tarkistus');
  await look(page, 'management-people');
  await page.getByRole('button', { name: fi.management.renew, exact: true }).click();
  await expect(page.getByText(fill(fi.management.renewed, { n: 2 }))).toBeVisible();
});

test('adding a person and giving a right works with the keyboard alone', async ({ page }) => {
  await signIn(page, 'kunta.vastuu');
  await open(page, '/management/people/new');
  const tabTo = async (id: string) => {
    for (let tries = 0; tries < 60; tries++) {
      if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`the keyboard does not come to ${id}`);
  };
  await tabTo('code');
  await page.keyboard.type(demo.person(THIRD.of).code);
  await page.keyboard.press('Tab');
  await page.keyboard.type(THIRD.name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(THIRD.email);
  await page.keyboard.press('Enter');
  await expect(page.locator('#created')).toBeFocused();
  await checkAccessibility(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(heading(page, THIRD.name)).toBeVisible();
  await expect(page.locator('#give-role')).toBeVisible();
  await tabTo('give-role');
  await page.keyboard.press('ArrowDown');
  await tabTo('give-until');
  // A day with the same number as its month reads alike in every order of day and month.
  const now = new Date();
  const day = Array.from({ length: 14 }, (_, at) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + at, ((now.getUTCMonth() + at) % 12) + 1)))
    .find(day => day.getTime() > now.getTime() + 86_400_000)!;
  const two = String(day.getUTCMonth() + 1).padStart(2, '0');
  await page.keyboard.type(`${two}${two}${day.getUTCFullYear()}`);
  await tabTo('give-reason');
  await page.keyboard.type('asiakaspalvelun tehtävät');
  await page.keyboard.press('Enter');
  await expect(page.getByText(fi.management.done_given)).toBeVisible();
  await checkAccessibility(page);
});

test('the management service and the authority\'s pages are in three languages', async ({ page, stranger }) => {
  test.setTimeout(240_000);
  await signIn(page, 'kunta.vastuu');
  await signIn(stranger, 'viranomainen');
  for (const language of LANGUAGES) {
    const { management } = texts(language);
    for (const [reader, path, title] of [
      [page, '/management/people', management.people_title],
      [page, '/management/people/new', management.add_title],
      [page, '/management/register', management.register_title],
      [stranger, '/authority/organisations', management.organisations_title],
      [stranger, '/authority/register', management.register_title],
      [stranger, '/authority/outbox', management.outbox_title],
    ] as [Page, string, string][]) {
      await reader.goto(`/language/${language}?back=${path}`);
      await ready(reader);
      await expect(reader.locator('html')).toHaveAttribute('lang', language);
      await expect(heading(reader, title)).toBeVisible();
      await look(reader, `${path.slice(1).replaceAll('/', '-')}-${language}`);
    }
  }
  for (const reader of [page, stranger]) await reader.goto('/language/fi?back=/');
});
