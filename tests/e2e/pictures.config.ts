import { defineConfig } from "@playwright/test";

import { launchOptions } from "./browser";
import type { Options } from "./fixtures/backend";
import { START } from "./pictures/time";

export default defineConfig<Options>({
  testDir: "pictures",
  snapshotPathTemplate: "pictures/references/{arg}{ext}",
  projects: [
    { name: "rendering", testMatch: "rendering.spec.ts" },
    { name: "pages", testIgnore: "rendering.spec.ts" },
  ],
  outputDir: "../../test-results",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 3,
  timeout: 60_000,
  expect: {
    timeout: 10_000,
    toHaveScreenshot: {
      animations: "disabled",
      caret: "hide",
      threshold: 0.05,
      maxDiffPixels: 10,
    },
  },
  reporter: "list",
  use: {
    launchOptions,
    locale: "en-GB",
    timezoneId: "UTC",
    // The page Sessions names the browser and the system.
    userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    contextOptions: { reducedMotion: "reduce" },
    sandboxStart: START,
  },
});
