// The three languages (D10).
import { demo } from '../support/demo';
import { fact, open, query, queryPath, signIn } from '../support/steps';
import { expect, test } from '../support/test';
import { LANGUAGES, texts } from '../support/texts';

const ROLE = { permit: 'kunta', role: 'asiakaspalvelu' };
const OWN_NAMES = { fi: 'Suomi', sv: 'Svenska', en: 'English' } as const;
/** The demonstration's bulletin that is always in force. */
const WELCOME = { fi: 'Luotain on otettu käyttöön', sv: 'Luotain har tagits i bruk', en: 'Luotain is in use' } as const;

for (const language of LANGUAGES) {
  test(`everything is told in the language chosen, and the choice stays: ${language}`, async ({ page }) => {
    const { front, query: words, shell, sign_in, user } = texts(language);
    const html = page.locator('html');

    await page.goto('/help/faq');
    await page.getByRole('link', { name: OWN_NAMES[language], exact: true }).click();
    await expect(page).toHaveURL(/\/help\/faq$/);
    await expect(html).toHaveAttribute('lang', language);
    await expect(page.getByRole('link', { name: OWN_NAMES[language], exact: true })).toHaveAttribute('aria-current', 'true');

    await open(page, '/sign-in');
    await expect(html).toHaveAttribute('lang', language);
    await expect(page.getByRole('heading', { level: 1, name: sign_in.title, exact: true })).toBeVisible();

    // Signing in is tested in Finnish; here only what comes after it.
    await page.goto('/language/fi?back=/sign-in');
    await signIn(page, 'kunta.kysely1');
    await page.getByRole('link', { name: OWN_NAMES[language], exact: true }).click();
    await expect(html).toHaveAttribute('lang', language);
    await expect(page.getByRole('heading', { level: 1, name: front.title, exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: shell.query_services, exact: true })).toBeVisible();
    // S107: news is on the front page, in the same language.
    const bulletins = page.getByRole('region', { name: front.bulletins, exact: true });
    await expect(bulletins.getByRole('heading', { name: WELCOME[language] })).toBeVisible();

    // S97–S101: the duties stand before the query, and in short under the answer.
    await open(page, queryPath(ROLE));
    for (const duty of [words.duty_tasks, words.duty_care, words.duty_private, words.duty_outsiders, words.duty_log]) {
      await expect(page.getByRole('region', { name: words.duty_title }).getByText(duty, { exact: true })).toBeVisible();
    }
    const result = await query(page, { ...ROLE, code: demo.person('plain').code, language });
    await expect(result.getByText(words.duty_short)).toBeVisible();
    await expect(fact(result, words.environment)).toHaveText(words.production);
    await expect(result.getByRole('heading', { name: words.hidden_title })).toBeVisible();
    const shown = await result.locator('.group > h3').allInnerTexts();
    if (language !== 'fi') {
      // The groups' names come from the server, in the same language.
      await page.goto(`/language/fi?back=${queryPath(ROLE)}`);
      const finnish = await query(page, { ...ROLE, code: demo.person('plain').code });
      expect(shown).not.toEqual(await finnish.locator('.group > h3').allInnerTexts());
      await page.goto(`/language/${language}?back=/user`);
      await expect(page.getByRole('heading', { level: 1, name: user.title, exact: true })).toBeVisible();
    }
  });
}

test('choosing a language leads to no other site', async ({ page }) => {
  for (const back of ['//evil.example/', 'https://evil.example/', '/\\evil.example']) {
    const answer = await page.request.get(`/language/sv?back=${encodeURIComponent(back)}`, { maxRedirects: 0 });
    const target = answer.headers()['location'];
    expect(target === undefined || /^\/(?![/\\])/.test(target), `${back} → ${target}`).toBe(true);
  }
});
