// Page loads as Lighthouse's mobile preset sees them: a slow phone on a slow network
// (150 ms, 1.6 Mbit/s, a processor four times slower). docs/front-end.md has the figures.
import { createServer } from 'node:net';
import { type Browser, chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import { demo } from '../support/demo';
import { queryPath, signIn } from '../support/steps';
import { expect, test } from '../support/test';

/** The budget of the largest contentful paint, in milliseconds. */
const LCP = 1500;
/** An odd number of loads: the middle one counts. */
const RUNS = 3;
const PAGES = { 'front page': '/', 'sign-in page': '/sign-in', 'help page': '/help' };
const SIGNED_IN = { 'front, signed in': '/production', 'query page': queryPath({ permit: 'kunta', role: 'asiakaspalvelu' }) };
const FIGURES = ['first-contentful-paint', 'largest-contentful-paint', 'interactive', 'cumulative-layout-shift', 'total-blocking-time'] as const;

type Figures = Record<(typeof FIGURES)[number] | 'bytes', number>;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}

async function measure(path: string, port: number, cookie?: string): Promise<Figures> {
  const result = await lighthouse(demo.url + path, {
    port,
    logLevel: 'error',
    output: 'json',
    onlyCategories: ['performance'],
    ...(cookie ? { extraHeaders: { Cookie: cookie } } : {}),
  });
  const audits = result?.lhr.audits ?? {};
  const figure = (name: string): number => {
    const value = audits[name]?.numericValue;
    if (value === undefined) throw new Error(`${path}: no ${name}: ${result?.lhr.runtimeError?.message ?? 'no reason given'}`);
    return value;
  };
  return {
    ...(Object.fromEntries(FIGURES.map(name => [name, figure(name)])) as Figures),
    bytes: figure('total-byte-weight'),
  };
}

/** The run whose largest contentful paint is the middle one. */
function middle(runs: Figures[]): Figures {
  return [...runs].sort((a, b) => a['largest-contentful-paint'] - b['largest-contentful-paint'])[(RUNS - 1) / 2]!;
}

test('pages come within their budget on a slow phone', async ({ page, context }, { project }) => {
  // Signed in in another browser: the measured one gets the session's cookie only.
  await signIn(page, 'kunta.kysely1');
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const port = await freePort();
  const { launchOptions } = project.use;
  const browser: Browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), `--remote-debugging-port=${port}`],
  });
  const found = new Map<string, Figures>();
  try {
    // The server's and the browser's first load is nobody's.
    await measure('/', port);
    for (const [pages, session] of [[PAGES, undefined], [SIGNED_IN, cookie]] as const) {
      for (const [name, path] of Object.entries(pages)) {
        const runs: Figures[] = [];
        for (let run = 0; run < RUNS; run += 1) runs.push(await measure(path, port, session));
        found.set(name, middle(runs));
      }
    }
  } finally {
    await browser.close();
  }
  const row = (name: string, columns: string[]): void => console.log(`${name.padEnd(18)} ${columns.map(column => column.padStart(8)).join(' ')}`);
  row('page', ['FCP ms', 'LCP ms', 'TTI ms', 'CLS', 'TBT ms', 'kB']);
  for (const [name, figures] of found) {
    const [fcp, lcp, tti, cls, tbt] = FIGURES.map(figure => figures[figure]) as [number, number, number, number, number];
    row(name, [fcp.toFixed(0), lcp.toFixed(0), tti.toFixed(0), cls.toFixed(3), tbt.toFixed(0), (figures.bytes / 1000).toFixed(0)]);
  }
  for (const [name, figures] of found) expect.soft(figures['largest-contentful-paint'], `LCP of the ${name}`).toBeLessThanOrEqual(LCP);
});
