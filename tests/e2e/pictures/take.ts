import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Locator, Page, Request } from "@playwright/test";

import { expectAccessible } from "../fixtures/axe";
import { expect, test as consoleTest } from "../fixtures/console";
import { NOW } from "./time";

const SIZES = {
  wide: { width: 1280, height: 800 },
  narrow: { width: 390, height: 844 },
} as const;

/** What each page has asked for and does not have yet. */
const awaited = new WeakMap<Page, Set<Request>>();

/** A test for whose browser it is always the same time, and whose pictures wait for what the page has asked for. */
export const test = consoleTest.extend({
  page: async ({ page }, use) => {
    await page.clock.setFixedTime(NOW);
    awaited.set(page, followRequests(page));
    await use(page);
  },
});

/** The requests of a page that are on their way. Streams of events are not among them, as they have no end. */
function followRequests(page: Page): Set<Request> {
  const going = new Set<Request>();
  page.on("request", (request) => {
    if (request.resourceType() !== "eventsource") going.add(request);
  });
  page.on("requestfinished", (request) => going.delete(request));
  page.on("requestfailed", (request) => going.delete(request));
  return going;
}

/** Waits until everything that the page has asked for is there, and is seen. */
async function settled(page: Page): Promise<void> {
  const going = awaited.get(page);
  if (!going) return;
  await expect.poll(() => [...going].map((request) => request.url()), "what is still on its way").toEqual([]);
  await page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))));
}

/** Takes away what would go by itself after a while, and so be in a picture or not. */
export async function dismiss(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByRole("region", { name: "Notifications" })).toHaveCount(0);
}

/** Opens the menu of a button, from the beginning if it is open. */
export function menu(page: Page, button: Locator): () => Promise<void> {
  return async () => {
    await page.keyboard.press("Escape");
    await button.click();
    await expect(page.getByRole("menuitem").first()).toBeVisible();
  };
}

interface What {
  /** What has to be in the middle of the picture; without it, the page stays where it is. */
  at?: Locator;
  /** Opens anew what stands where there was room for it when it was opened: a menu, a hint. */
  open?: () => Promise<void>;
  /** What is another thing each time, and so is covered. */
  varies?: Locator[];
  /** Whether something is still on its way, and that is what the picture shows. */
  waits?: boolean;
  /** Whether it is audited too, which takes a page with scripts. */
  audited?: boolean;
}

/** Notes that a reference is of use, so that `cargo xtask` finds those that are not. */
async function note(file: string): Promise<void> {
  const folder = join(consoleTest.info().project.outputDir, "taken");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file), "");
}

/** Compares what is seen now with its references, and audits it: light and dark, wide and narrow. */
export async function take(page: Page, name: string, { at, open, varies = [], waits = false, audited = true }: What = {}): Promise<void> {
  if (!waits) await settled(page);
  for (const [width, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await open?.();
    await at?.evaluate((element) => element.scrollIntoView({ block: "center" }));
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const file = `${name}--${colorScheme}--${width}.webp`;
      await expect.soft(page).toHaveScreenshot(file, { mask: varies, maskColor: "#8a8a92" });
      await note(file);
    }
    if (audited) await expectAccessible(page);
  }
  await page.setViewportSize(SIZES.wide);
}
