import { join } from "node:path";

import type { Page } from "@playwright/test";

import { test as consoleTest } from "../fixtures/console";

const FOLDER = join(__dirname, "../../../target/pictures");

const SIZES = {
  wide: { width: 1280, height: 800 },
  narrow: { width: 390, height: 844 },
} as const;

/** A test for whose browser it is always five minutes after the test began, so that pictures say the same each time. */
export const test = consoleTest.extend({
  page: async ({ page }, use) => {
    await page.clock.setFixedTime(new Date(Date.now() + 5 * 60_000));
    await use(page);
  },
});

/** Takes the pictures of what is seen now: light and dark, wide and narrow. */
export async function take(page: Page, name: string): Promise<void> {
  for (const [width, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const path = join(FOLDER, `${name}--${colorScheme}--${width}.png`);
      await page.screenshot({ path, animations: "disabled", caret: "hide" });
    }
  }
  await page.setViewportSize(SIZES.wide);
}
