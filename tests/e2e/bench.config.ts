import { defineConfig } from "@playwright/test";

import { launchOptions } from "./browser";

export default defineConfig({
  testDir: "bench",
  testMatch: "*.bench.ts",
  outputDir: "../../test-results",
  forbidOnly: true,
  retries: 0,
  // One thing at a time: what runs beside it would be measured too.
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: [["line"]],
  use: { launchOptions, locale: "en-GB", timezoneId: "UTC" },
});
