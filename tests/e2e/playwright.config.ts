import { defineConfig } from "@playwright/test";

import { launchOptions } from "./browser";

export default defineConfig({
  testDir: "flows",
  outputDir: "../../test-results",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000, toMatchAriaSnapshot: { pathTemplate: "structure/{arg}{ext}" } },
  reporter: [["list"], ["html", { open: "never", outputFolder: "../../playwright-report" }]],
  use: {
    launchOptions,
    locale: "en-GB",
    timezoneId: "UTC",
    trace: { mode: "retain-on-failure", screenshots: false, sources: false },
    contextOptions: { reducedMotion: "reduce" },
  },
});
