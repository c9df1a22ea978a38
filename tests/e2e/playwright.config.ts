import { defineConfig } from "@playwright/test";

import { launchOptions } from "./browser";

export default defineConfig({
  testDir: "flows",
  outputDir: "../../test-results",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // One more than the cores of a small machine, as tests wait now and then.
  workers: 3,
  timeout: 60_000,
  expect: { timeout: 10_000, toMatchAriaSnapshot: { pathTemplate: "structure/{arg}{ext}" } },
  reporter: [["list"], ["html", { open: "never", outputFolder: "../../playwright-report" }]],
  use: {
    launchOptions,
    locale: "en-GB",
    timezoneId: "UTC",
    // With snapshots of each step all tests would take a sixth longer; `--trace on` makes them for the test in question.
    trace: { mode: "retain-on-failure", snapshots: false, screenshots: false, sources: false },
    contextOptions: { reducedMotion: "reduce" },
  },
});
