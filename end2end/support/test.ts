// What every test of these has: a watch over console, CSP, addresses and browser storage.
import { type BrowserContext, type Page, expect, test as base } from '@playwright/test';
import { CODE } from './words';

export class Guard {
  private readonly problems: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** Expects a console message of this kind, which would else fail the test. */
  allow(...patterns: RegExp[]): void {
    this.allowed.push(...patterns);
  }

  async attach(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', event =>
        console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
      );
      // Which elements something listens to: how a test knows that a page is hydrated.
      const heard = new WeakSet<EventTarget>();
      (window as unknown as { heard: WeakSet<EventTarget> }).heard = heard;
      const listen = EventTarget.prototype.addEventListener;
      EventTarget.prototype.addEventListener = function (this: EventTarget, ...values: Parameters<typeof listen>) {
        heard.add(this);
        return listen.apply(this, values);
      };
    });
    context.on('console', message => {
      if (message.type() === 'error') this.problems.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', error => this.problems.push(`uncaught: ${error.error()}`));
    context.on('request', request => {
      if (CODE.test(decodeURIComponent(request.url()))) this.problems.push(`an identity code in an address: ${request.url()}`);
      const referer = request.headers()['referer'];
      if (referer && CODE.test(decodeURIComponent(referer))) this.problems.push('an identity code in a referer');
    });
  }

  /** Looks where a browser keeps things. To be called before the context is closed. */
  async inspect(context: BrowserContext): Promise<void> {
    for (const page of context.pages()) await this.inspectPage(page);
    for (const cookie of await context.cookies()) {
      // The session's token is 64 random hexadecimal digits, among which anything may be read.
      const value = cookie.name === '__Host-luotain' ? cookie.value.replace(/^[0-9a-f]{64}$/, '') : cookie.value;
      if (CODE.test(value)) this.problems.push(`an identity code in the cookie ${cookie.name}`);
    }
  }

  /** Says what was seen during the test. */
  verdict(): void {
    expect(this.problems.filter(problem => !this.allowed.some(pattern => pattern.test(problem)))).toEqual([]);
  }

  private async inspectPage(page: Page): Promise<void> {
    if (!page.url().startsWith('http')) return;
    const kept = await page
      .evaluate(async () => ({
        address: location.href,
        history: JSON.stringify(history.state),
        name: window.name,
        local: JSON.stringify({ ...localStorage }),
        session: JSON.stringify({ ...sessionStorage }),
        databases: JSON.stringify(await indexedDB.databases()),
        caches: JSON.stringify(await caches.keys()),
      }))
      .catch(() => undefined);
    for (const [place, value] of Object.entries(kept ?? {})) {
      if (CODE.test(decodeURIComponent(value ?? ''))) this.problems.push(`an identity code in ${place}`);
    }
    // Nothing of a user is kept in the browser at all, so an empty storage is what is expected.
    if (kept && (kept.local !== '{}' || kept.session !== '{}' || kept.databases !== '[]')) {
      this.problems.push(`browser storage is in use: ${kept.local} ${kept.session} ${kept.databases}`);
    }
  }
}

interface Fixtures {
  /** Watches the test's pages. */
  guard: Guard;
  /** Another browser, with cookies and key of its own, watched in the same way. */
  stranger: Page;
}

export const test = base.extend<Fixtures>({
  guard: [
    async ({ context }, use) => {
      const guard = new Guard();
      await guard.attach(context);
      await use(guard);
      await guard.inspect(context);
      guard.verdict();
    },
    { auto: true },
  ],
  stranger: async ({ browser, guard, baseURL, viewport }, use) => {
    const context = await browser.newContext({ baseURL, viewport, locale: 'fi-FI', timezoneId: 'Europe/Helsinki' });
    await guard.attach(context);
    await use(await context.newPage());
    await guard.inspect(context);
    await context.close();
  },
});

export { expect };
