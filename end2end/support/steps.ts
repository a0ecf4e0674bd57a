// What an official does: signing in, choosing a role, asking.
import { type Locator, type Page, expect } from '@playwright/test';
import { Authenticator } from './authenticator';
import { type Demo, demo as sharedDemo } from './demo';
import { type Language, fi, texts } from './texts';

export type Environment = 'production' | 'training';

/** A password of the user's own: long, and unlike the username. */
export function ownPassword(username: string): string {
  return `kolme vihreää kuusta ${[...username].reverse().join('')}`;
}

/** Waits until the page is hydrated: everything that can be pressed is listened to. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { heard } = window as unknown as { heard: WeakSet<EventTarget> };
    const skip = document.querySelector('a.skip');
    const pressed = [...document.querySelectorAll<HTMLElement>('main form, main button')];
    return (
      !!skip && heard.has(skip) &&
      pressed.every(element => heard.has(element) || (element.closest('form') && heard.has(element.closest('form')!)))
    );
  });
}

/** Loads a page of the application. */
export async function open(page: Page, path: string, demo: Demo = sharedDemo): Promise<void> {
  await page.goto(demo.url + path);
  await ready(page);
}

/** The first step, on a sign-in page that is open. */
export async function givePassword(page: Page, username: string, password: string, language: Language = 'fi'): Promise<void> {
  const { sign_in } = texts(language);
  await page.getByLabel(sign_in.username, { exact: true }).fill(username);
  await page.getByLabel(sign_in.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: sign_in.next, exact: true }).click();
}

/** Sets the own password, on a page that asks for it. */
export async function setPassword(page: Page, password: string, repeated = password, language: Language = 'fi'): Promise<void> {
  const { sign_in } = texts(language);
  await page.getByLabel(sign_in.new_password, { exact: true }).fill(password);
  await page.getByLabel(sign_in.repeat_password, { exact: true }).fill(repeated);
  await page.getByRole('button', { name: sign_in.set_password, exact: true }).click();
}

/** Links the first key, on a page that asks for it, and waits until the service opens. */
export async function linkKey(
  page: Page,
  username: string,
  password: string,
  demo: Demo = sharedDemo,
  language: Language = 'fi',
): Promise<void> {
  const authenticator = await keep(page, username, password, demo);
  const { keys, sign_in } = texts(language);
  await page.getByRole('button', { name: sign_in.link, exact: true }).click();
  // The key may be tried; it is tested in a file of its own.
  await page.getByRole('button', { name: keys.go_on, exact: true }).click();
  await pastTerms(page, language);
  demo.save(username, { password, keys: await authenticator.keys() });
}

/** The first sign-in: temporary password, own password, key. */
export async function signInFirst(page: Page, username: string, demo: Demo = sharedDemo, language: Language = 'fi'): Promise<void> {
  const { sign_in } = texts(language);
  await open(page, '/sign-in', demo);
  await givePassword(page, username, demo.user(username).password, language);
  await expect(heading(page, sign_in.new_title)).toBeVisible();
  const password = ownPassword(username);
  await setPassword(page, password, password, language);
  await expect(heading(page, sign_in.link_title)).toBeVisible();
  await linkKey(page, username, password, demo, language);
}

interface SignIn {
  demo?: Demo;
  /** The language of the pages. */
  language?: Language;
  /** Where to go afterwards. */
  next?: string;
}

/** Signs in with password and key; the first time in the run with all that belongs to it. */
export async function signIn(page: Page, username: string, { demo = sharedDemo, language = 'fi', next }: SignIn = {}): Promise<void> {
  const account = demo.account(username);
  if (!account) {
    await signInFirst(page, username, demo, language);
    if (next) await open(page, next, demo);
    return;
  }
  const authenticator = await keep(page, username, account.password, demo);
  await authenticator.setKeys(account.keys);
  await open(page, next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in', demo);
  await givePassword(page, username, account.password, language);
  // The key is asked at once; the virtual one answers by itself.
  await pastTerms(page, language);
}

/** Signs out through the menu of user functions. */
export async function signOut(page: Page): Promise<void> {
  await page.getByText(fi.shell.user_functions, { exact: true }).click();
  await page.getByRole('button', { name: fi.shell.sign_out, exact: true }).click();
  await expect(page.getByRole('link', { name: fi.shell.sign_in, exact: true }).first()).toBeVisible();
}

/** The page's authenticator, whose keys are kept for the next test that signs this user in. */
export async function keep(page: Page, username: string, password: string, demo: Demo = sharedDemo): Promise<Authenticator> {
  const authenticator = await Authenticator.of(page);
  authenticator.watch(keys => demo.save(username, { password, keys }));
  return authenticator;
}

/** Waits until signing in has led on, and accepts the terms of use if they are asked for. */
export async function pastTerms(page: Page, language: Language = 'fi'): Promise<void> {
  const accept = page.getByRole('button', { name: texts(language).credentials.terms_accept, exact: true });
  await accept.or(page.locator('.bar-user')).first().waitFor();
  if (await accept.isVisible()) await accept.click();
  await arrived(page);
}

/** Waits until signing in has led on. */
export async function arrived(page: Page): Promise<void> {
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'));
  await ready(page);
}

export function heading(page: Page, text: string): Locator {
  return page.getByRole('heading', { level: 1, name: text, exact: true });
}

export interface Question {
  permit: string;
  role: string;
  environment?: Environment;
  /** What is typed as the code. */
  code: string;
  reference?: string;
  language?: Language;
}

export function queryPath({ environment = 'production', permit, role }: Pick<Question, 'environment' | 'permit' | 'role'>): string {
  return `/${environment}/query/${permit}/${role}`;
}

/** Opens the form of a query page, which is folded while an answer is shown. */
export async function unfold(page: Page): Promise<void> {
  const fold = page.locator('details.query-fold');
  if (!(await fold.evaluate(details => (details as HTMLDetailsElement).open))) await fold.locator('summary').click();
}

/** Fills the form of an open query page and presses the button. */
export async function ask(page: Page, question: Pick<Question, 'code' | 'reference' | 'language'>): Promise<void> {
  const { query } = texts(question.language ?? 'fi');
  await unfold(page);
  const purpose = page.getByLabel(query.purpose, { exact: true });
  await expect(page.getByRole('button', { name: query.submit, exact: true })).toBeEnabled();
  if ((await purpose.inputValue()) === '') await purpose.selectOption({ index: 1 });
  await page.locator('#reference').fill(question.reference ?? 'HEL 2026-001');
  await page.getByLabel(query.code, { exact: true }).fill(question.code);
  await page.getByRole('button', { name: query.submit, exact: true }).click();
}

/** Asks in a role, after going to its page if it is not open, and waits for the answer. */
export async function query(page: Page, question: Question, demo: Demo = sharedDemo): Promise<Locator> {
  const path = queryPath(question);
  if (new URL(page.url()).pathname !== path) await open(page, path, demo);
  // The answer before must be gone first, or it could be taken for the new one.
  const before = answer(page, question.language);
  if (await before.isVisible()) await page.getByRole('button', { name: texts(question.language ?? 'fi').query.new_query }).click();
  await expect(before).toHaveCount(0);
  await ask(page, question);
  await expect(answer(page, question.language)).toBeVisible();
  return answer(page, question.language);
}

/** The answer on the page. */
export function answer(page: Page, language: Language = 'fi'): Locator {
  return page.getByRole('region', { name: new RegExp(`^${texts(language).query.result_title}`) });
}

/** A fact of the answer, such as its environment or its receipt's number, by its label. */
export function fact(answer: Locator, label: string): Locator {
  return answer.locator('dl.facts > div').filter({ has: answer.page().locator('dt', { hasText: new RegExp(`^${label}$`) }) }).locator('dd');
}

/** The headings of the groups that an answer shows. */
export function groups(answer: Locator): Promise<string[]> {
  return answer.locator('.group > h3').allTextContents();
}

const CHECK = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** A test code of this day and century sign; its individual number is 900–999. */
export function testCode(day: string, sign: string, individual: number): string {
  return `${day}${sign}${individual}${CHECK[Number(`${day}${individual}`) % 31]}`;
}

/** A right code of nobody: the register has no one born in 1870. */
export const NOBODY = testCode('010170', '+', 901);
