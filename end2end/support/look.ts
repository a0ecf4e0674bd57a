// How a page looks and whether everybody can use it: axe and pictures at two widths.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

export const WIDTHS = [360, 1280] as const;
const folder = fileURLToPath(new URL('../screenshots', import.meta.url));

/** Every rule of axe, none switched off; the message names the rule and the elements. */
export async function checkAccessibility(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 200)).join(' | ')}`)).toEqual([]);
}

/** Checks and pictures the page as it stands, at each width; and that it fits 320 px (WCAG 1.4.10). */
export async function look(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await expect(page.locator('h1')).toHaveCount(1);
    await checkAccessibility(page);
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true, animations: 'disabled' });
  }
  await page.setViewportSize({ width: 320, height: 900 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} at 320 px`).toBeLessThanOrEqual(320);
  if (before) await page.setViewportSize(before);
}

/** A picture of what would be printed. */
export async function picturePrint(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: join(folder, `${name}-print.png`), fullPage: true });
}
