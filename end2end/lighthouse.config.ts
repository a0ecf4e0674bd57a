// `make lighthouse`: how fast the pages come, on the real server. No part of the tests, since
// what it measures depends on the machine.
import { defineConfig } from '@playwright/test';
import base from './playwright.config';

export default defineConfig({
  ...base,
  testDir: 'lighthouse',
  timeout: 10 * 60_000,
  reporter: 'line',
});
