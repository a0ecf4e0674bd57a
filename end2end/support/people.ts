// Bringing people in: the forms of the management service and of the authority, and the first sign-in
// with an invitation.
import { type Browser, type Page, expect } from '@playwright/test';
import { type Demo, type PersonName, demo as sharedDemo } from './demo';
import { heading, linkKey, open, ownPassword, ready, setPassword } from './steps';
import type { Guard } from './test';
import { type Language, texts } from './texts';

export interface Person {
  /** Whose identity code it is. */
  of: PersonName;
  name: string;
  email: string;
}

/** Where something is done, and in which language. */
export interface Place {
  demo?: Demo;
  language?: Language;
}

const OWN_NAMES = { fi: 'Suomi', sv: 'Svenska', en: 'English' } as const;

/** Another browser, with cookies and key of its own. */
export async function another(browser: Browser, guard: Guard, demo: Demo = sharedDemo): Promise<Page> {
  const context = await browser.newContext({ baseURL: demo.url, locale: 'fi-FI', timezoneId: 'Europe/Helsinki' });
  await guard.attach(context);
  return context.newPage();
}

/** Opens the first page and chooses the language there. */
export async function speak(page: Page, language: Language, demo: Demo = sharedDemo): Promise<void> {
  await page.goto(`${demo.url}/`);
  await page.getByRole('link', { name: OWN_NAMES[language], exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** A day so many days from now, as a date field has it. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** The link of the newest invitation to an address, from the demonstration's outbox. */
export async function invitation(authority: Page, email: string, { demo = sharedDemo }: Place = {}): Promise<string> {
  await open(authority, '/authority/outbox', demo);
  await authority.getByRole('row', { name: email }).getByRole('button').first().click();
  const text = await authority.locator('#message .message').innerText();
  const link = /http\S+#invitation=[a-z]+/.exec(text)?.[0];
  expect(link, text).toBeTruthy();
  return link!;
}

/** The first sign-in with an invitation: the link, the username, an own password, a key. */
export async function accept(page: Page, link: string, username: string, { demo = sharedDemo, language = 'fi' }: Place = {}): Promise<void> {
  const { sign_in } = texts(language);
  await page.goto(link);
  await ready(page);
  await expect(page.getByText(sign_in.invited)).toBeVisible();
  expect(page.url(), 'nothing of the link stays in the address').not.toContain('invitation');
  await page.getByLabel(sign_in.username, { exact: true }).fill(username);
  await page.getByRole('button', { name: sign_in.next, exact: true }).click();
  await expect(heading(page, sign_in.new_title)).toBeVisible();
  await setPassword(page, ownPassword(username), ownPassword(username), language);
  await expect(heading(page, sign_in.link_title)).toBeVisible();
  await linkKey(page, username, ownPassword(username), demo, language);
}

export async function fillPerson(page: Page, person: Person, { demo = sharedDemo, language = 'fi' }: Place = {}): Promise<void> {
  const { management } = texts(language);
  await page.getByLabel(management.code, { exact: true }).fill(demo.person(person.of).code);
  await page.getByLabel(management.name, { exact: true }).fill(person.name);
  await page.getByLabel(management.email, { exact: true }).fill(person.email);
  // The invitation is in the person's own language.
  await page.getByLabel(management.language, { exact: true }).selectOption(language);
}

/** The username in the notice of a person who was added. */
export async function created(page: Page): Promise<string> {
  await expect(page.locator('#created')).toBeFocused();
  return (await page.locator('#created .code').innerText()).trim();
}

/** Adds a person and opens the person's page. */
export async function add(page: Page, person: Person, place: Place = {}): Promise<string> {
  const { management } = texts(place.language ?? 'fi');
  await open(page, '/management/people/new', place.demo);
  await fillPerson(page, person, place);
  await page.getByRole('button', { name: management.add, exact: true }).click();
  const username = await created(page);
  await page.getByRole('link', { name: management.to_rights, exact: true }).click();
  await expect(heading(page, person.name)).toBeVisible();
  return username;
}

/** Gives a right on a person's page. */
export async function give(page: Page, role: string, until: string, { language = 'fi' }: Place = {}): Promise<void> {
  await page.locator('#give-role').selectOption(role);
  await page.locator('#give-until').fill(until);
  await page.locator('#give-reason').fill('asiakaspalvelun tehtävät');
  await page.getByRole('button', { name: texts(language).management.give, exact: true }).click();
}

/** Opens a person's page from the list. */
export async function show(page: Page, person: Person, { demo = sharedDemo, language = 'fi' }: Place = {}): Promise<void> {
  const { management } = texts(language);
  await open(page, '/management/people', demo);
  await page.getByLabel(management.search, { exact: true }).fill(person.name);
  await page.getByRole('search').getByRole('button').click();
  await page.getByRole('link', { name: person.name, exact: true }).click();
  await expect(heading(page, person.name)).toBeVisible();
}

/** Asks the page to look at its session, as coming to the front does. */
export async function comeToFront(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
}
