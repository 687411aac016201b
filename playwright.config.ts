import { defineConfig, devices } from '@playwright/test';

const { defaultBrowserType: _webkit, ...tablet } = devices['iPad Pro 11'];

/** The built site in the system's Chromium; MIXGRAD_CHROMIUM names another. */
export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  // What is asked is whether, not how soon: a machine may be busy.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: 'build/reports/browser.json' }]],
  webServer: {
    command: 'node scripts/server.mjs --port 0',
    wait: { stdout: /localhost:(?<mixgrad_port>\d+)/ },
  },
  use: {
    baseURL: `http://localhost:${process.env.MIXGRAD_PORT}/`,
    launchOptions: {
      executablePath: process.env.MIXGRAD_CHROMIUM ?? '/usr/bin/chromium',
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
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } },
    { name: 'tablet', use: { ...tablet, browserName: 'chromium' } },
  ],
});
