// The main path of running an organisation, from one in which there is nobody to one who is ended, in
// each language (S18, S74, S92, S96). Every run has a server of its own, where the organisation is empty.
import type { Demo } from '../support/demo';
import { checkAccessibility, look } from '../support/look';
import { type Person, type Place, accept, add, another, comeToFront, created, fillPerson, give, inDays, invitation, show, speak } from '../support/people';
import { withOwnServer } from '../support/server';
import { answer, ask, givePassword, heading, open, ownPassword, query, queryPath, ready, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { LANGUAGES, fill, texts } from '../support/texts';

const ORGANISATION = {
  fi: 'Lehtorannan hyvinvointialue',
  sv: 'Lövstrands välfärdsområde',
  en: 'Wellbeing services county of Lehtoranta',
} as const;
const PERMIT = 'hyvinvointi';
const GUIDANCE = { permit: PERMIT, role: 'asiakasohjaus' };
const CARE = { permit: PERMIT, role: 'terveydenhuolto' };

const RESPONSIBLE: Person = { of: 'plain', name: 'Valpuri Vastaava', email: 'valpuri.vastaava@lehtoranta.example' };
const FIRST: Person = { of: 'abroad', name: 'Ensio Ensimmäinen', email: 'ensio.ensimmainen@lehtoranta.example' };
const SECOND: Person = { of: 'nonDisclosure', name: 'Toini Toinen', email: 'toini.toinen@lehtoranta.example' };

for (const language of LANGUAGES) {
  test(`an empty organisation comes to life, and one who is ended can do nothing more: ${language}`, async ({ page, stranger, browser, guard }) => {
    test.setTimeout(300_000);
    guard.allow(/status of 40[013]/);
    const t = texts(language);
    await withOwnServer(`empty-${language}`, async (demo: Demo) => {
      const place: Place = { demo, language };

      // The authority appoints a responsible user of an organisation that has nobody.
      await speak(page, language, demo);
      await signIn(page, 'viranomainen', place);
      await open(page, '/authority/organisations', demo);
      const name = ORGANISATION[language];
      const card = page.getByRole('region', { name, exact: true });
      await expect(card.getByText(t.management.without_responsible)).toBeVisible();
      await page.getByRole('button', { name: fill(t.management.appoint_for, { name }), exact: true }).click();
      await fillPerson(page, RESPONSIBLE, place);
      await page.locator('#appoint-reason').fill('organisaation hakemus');
      await page.locator('form').getByRole('button', { name: t.management.appoint, exact: true }).click();
      const responsible = await created(page);
      await expect(card.getByRole('rowheader', { name: RESPONSIBLE.name })).toBeVisible();
      await look(page, `empty-organisation-appointed-${language}`);

      // Who signs in for the first time: the link, an own password, a key; and finds nobody else.
      await speak(stranger, language, demo);
      await accept(stranger, await invitation(page, RESPONSIBLE.email, place), responsible, place);
      await open(stranger, '/management/people', demo);
      await expect(stranger.getByText(fill(t.management.people_found, { n: 1 }))).toBeVisible();
      await checkAccessibility(stranger);

      // Adds two people and gives them different roles.
      const first = await add(stranger, FIRST, place);
      await give(stranger, `${PERMIT}/${GUIDANCE.role}`, inDays(100), place);
      await expect(stranger.getByText(t.management.done_given)).toBeVisible();
      await checkAccessibility(stranger);
      const second = await add(stranger, SECOND, place);
      await give(stranger, `${PERMIT}/${CARE.role}`, inDays(200), place);
      await expect(stranger.getByText(t.management.done_given)).toBeVisible();
      expect(first).not.toBe(second);

      // Both sign in for the first time, and each has the own role only.
      const users = [
        { person: FIRST, username: first, has: GUIDANCE, lacks: CARE, page: await another(browser, guard, demo) },
        { person: SECOND, username: second, has: CARE, lacks: GUIDANCE, page: await another(browser, guard, demo) },
      ];
      for (const user of users) {
        await speak(user.page, language, demo);
        await accept(user.page, await invitation(page, user.person.email, place), user.username, place);
        await query(user.page, { ...user.has, code: demo.person('plain').code, language }, demo);
        await expect(user.page.locator(`nav a[href="${queryPath(user.lacks)}"]`)).toHaveCount(0);
      }

      // The responsible user sees it.
      for (const user of users) {
        await show(stranger, user.person, place);
        await expect(stranger.getByText(t.management.sign_in_done)).toBeVisible();
        await expect(stranger.getByRole('region', { name: t.user.keys, exact: true }).getByRole('row')).toHaveCount(2);
        await expect(stranger.getByText(t.keys.device_passkey)).toBeVisible();
      }
      await look(stranger, `empty-organisation-person-${language}`);

      // One is ended. The open page can do nothing more, and is told kindly; the other's goes on.
      await show(stranger, FIRST, place);
      await stranger.getByRole('button', { name: t.management.leave, exact: true }).click();
      const leave = stranger.getByRole('dialog', { name: t.management.leave_confirm });
      await leave.getByLabel(t.management.reason, { exact: true }).fill('lähtee organisaatiosta');
      await leave.getByRole('button', { name: t.management.leave, exact: true }).click();
      await expect(stranger.getByText(t.management.done_left)).toBeVisible();

      const [ended, other] = [users[0]!.page, users[1]!.page];
      await ended.getByRole('button', { name: t.query.new_query }).click();
      await ask(ended, { code: demo.person('nonDisclosure').code, language });
      await expect(ended.getByText(t.query.signed_out_kept)).toBeVisible();
      await expect(answer(ended, language)).toHaveCount(0);
      await comeToFront(ended);
      await expect(ended).toHaveURL(/\/sign-in\?ended=username/);
      await expect(ended.getByText(t.sign_in.username_ended)).toBeVisible();
      await ready(ended);
      await givePassword(ended, first, ownPassword(first), language);
      await expect(ended.getByText(t.problems.wrong_credentials)).toBeVisible();
      await expect(heading(ended, t.sign_in.title)).toBeVisible();
      await query(other, { ...CARE, code: demo.person('abroad').code, language }, demo);

      for (const { page } of users) {
        await guard.inspect(page.context());
        await page.context().close();
      }
    });
  });
}
