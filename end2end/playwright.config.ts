// The browser tests: the real server with the demonstration, in the Chromium of the machine.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

// This file is read anew in the worker, so what is chosen here is handed on by environment.
process.env.LUOTAIN_E2E_PORT ??= execFileSync(process.execPath, [
  '-e',
  "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })",
]).toString().trim();
process.env.LUOTAIN_E2E_DATA ??= mkdtempSync(join(tmpdir(), 'luotain-end2end-'));

const chromium = process.env.CHROMIUM || '/usr/bin/chromium';

export default defineConfig({
  testDir: 'tests',
  globalSetup: './support/global-setup.ts',
  // One worker: the tests share a server whose users remember what was done.
  workers: 1,
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  // A machine that is busy with something else makes a test late now and then; what passes at the second
  // try only is told as flaky. At work nothing is tried twice.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['html', { open: 'never' }]],
  use: {
    // WebAuthn without TLS works for `localhost` only, not for 127.0.0.1.
    baseURL: `http://localhost:${process.env.LUOTAIN_E2E_PORT}`,
    locale: 'fi-FI',
    timezoneId: 'Europe/Helsinki',
    viewport: { width: 1280, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    // Without a Chromium on the machine Playwright's own is used (tools/setup.sh installs it).
    launchOptions: {
      ...(existsSync(chromium) ? { executablePath: chromium } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
