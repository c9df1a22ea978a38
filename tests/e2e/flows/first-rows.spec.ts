import type { Page } from "@playwright/test";

import { expect, OWNER, PROJECT, test, VIEWER } from "../fixtures/console";
import type { Scenario } from "../fixtures/backend";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

/** What is seen before the program is there. */
const firstRows = "#boot[inert] tbody tr";

/** Keeps the program from coming until it is let go. */
async function hold(page: Page, files: string): Promise<() => void> {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(files, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

/** Opens the list while the program is on its way, and gives what lets it come. */
async function openEarly(page: Page): Promise<() => void> {
  const release = await hold(page, "**/*_bg.wasm");
  await page.goto(roles, { waitUntil: "commit" });
  await expect(page.locator(firstRows).first()).toBeVisible();
  return release;
}

/** Every piece of text, control and drawing that is seen: what it is, where it is, its colours. */
function seen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { innerHeight, innerWidth } = window;
    const at = ({ x, y, width, height }: DOMRect): string => [x, y, width, height].map(Math.round).join(" ");
    const isSeen = (element: Element, box: DOMRect): boolean =>
      box.width > 1 && box.top < innerHeight && box.left < innerWidth && !element.closest(".visually-hidden, .skip-link, option");
    const all: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode as Text;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (!text.parentElement || !isSeen(text.parentElement, box)) continue;
      const { color, fontWeight, opacity } = getComputedStyle(text.parentElement);
      all.push(`${text.data.trim()} at ${at(box)}: ${color}, ${fontWeight}, ${opacity}`);
    }
    for (const element of document.querySelectorAll("a, button, input, select, svg, tr, .badge")) {
      const box = element.getBoundingClientRect();
      if (!isSeen(element, box)) continue;
      const { backgroundColor, borderColor, color, opacity } = getComputedStyle(element);
      all.push(`<${element.localName}> at ${at(box)}: ${color}, ${backgroundColor}, ${borderColor}, ${opacity}`);
    }
    return all.toSorted();
  });
}

interface Case {
  scenario: Scenario;
  who: string;
  shows: RegExp;
}

const CASES: Case[] = [
  { scenario: "in-progress", who: OWNER, shows: /in progress/ },
  { scenario: "in-progress", who: VIEWER, shows: /Only an owner of the project/ },
  { scenario: "unhealthy", who: OWNER, shows: /refused by AWS/ },
  { scenario: "role-encryption", who: OWNER, shows: /Encryption at rest/ },
  { scenario: "many-roles=60", who: OWNER, shows: /authorized/ },
];

for (const { scenario, who, shows } of CASES) {
  test.describe(`the scenario ${scenario}, seen by ${who}`, () => {
    test.use({ scenario, signedInAs: who });

    for (const [name, options] of [
      ["on a wide window", { viewport: { width: 1280, height: 800 }, colorScheme: "light", locale: "en-GB" }],
      ["on a narrow, dark one in German", { viewport: { width: 390, height: 844 }, colorScheme: "dark", locale: "de-DE" }],
    ] as const) {
      test.describe(name, () => {
        test.use(options);

        test("has the rows before the program is there, as the program shows them", async ({ page }) => {
          await page.clock.setFixedTime(Date.now() + 90_000);
          const release = await openEarly(page);
          if (options.locale === "en-GB") await expect(page.locator("#boot")).toContainText(shows);
          const before = await seen(page);
          release();
          await expect(page.locator("#boot")).toHaveCount(0);
          // What it asks the server for on its own comes later, and is not in the first frame.
          expect(await seen(page)).toEqual(before);
        });
      });
    }
  });
}

test.describe("before the program is there", () => {
  test.use({ scenario: "in-progress" });

  test("what is seen is no page yet: not for the keyboard, not for a screen reader", async ({ page, console }) => {
    const release = await openEarly(page);
    for (const role of ["main", "row", "link", "button", "searchbox", "combobox"] as const) {
      await expect(page.getByRole(role)).toHaveCount(0);
    }
    await page.keyboard.press("Tab");
    await expect(page.locator("#boot :focus")).toHaveCount(0);
    await expect(page.locator("#boot :is(button, input, select):enabled")).toHaveCount(0);
    release();
    await expect(console.authorizeButton).toBeVisible();
  });

  test("a click is done once the program can do it", async ({ page, console }) => {
    const release = await openEarly(page);
    const early = page.locator("#boot button", { hasText: "Authorize an AWS IAM Role" });
    const box = await early.boundingBox();
    await page.mouse.click((box?.x ?? 0) + 10, (box?.y ?? 0) + 10);
    release();
    await expect(console.authorize.dialog).toBeVisible();
  });

  test("a click is done on what was clicked, not on what has been scrolled there since", async ({ page, console }) => {
    await page.setViewportSize({ width: 1280, height: 500 });
    const release = await openEarly(page);
    const row = page.locator(firstRows, { hasText: "authorized" });
    const box = await row.locator("[data-delete]").boundingBox();
    await page.mouse.click((box?.x ?? 0) + 16, (box?.y ?? 0) + 16);
    await page.mouse.wheel(0, 40);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
    release();
    await expect(page.getByRole("dialog", { name: "Deauthorize ok-data-lake?" })).toBeVisible();
    await expect(console.authorize.dialog).toHaveCount(0);
  });

  test("a click beside everything does nothing", async ({ page, console }) => {
    const release = await openEarly(page);
    await page.mouse.click(5, 700);
    release();
    await expect(console.authorizeButton).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page).toHaveURL(roles);
  });

  test("where the program can't come, that is said over the rows", async ({ page, complaints }) => {
    await page.route("**/*_bg.wasm", async (route) => {
      await expect(page.locator(firstRows).first()).toBeVisible();
      await route.abort();
    });
    await page.goto(roles, { waitUntil: "commit" });
    const main = page.getByRole("main");
    await expect(main.getByText("The console could not be loaded.")).toBeVisible();
    await expect(main.getByText("Die Konsole konnte nicht geladen werden.")).toBeHidden();
    await expect(main.getByRole("row").first()).toBeVisible();
    complaints.splice(0);
  });

  test("the program does not wait for a server that is slow with the roles", async ({ page, console }) => {
    const release = await hold(page, "**/roles?*");
    await page.goto(roles, { waitUntil: "commit" });
    await expect(console.heading).toHaveText("AWS IAM Role Access");
    await expect(page.getByRole("row").filter({ hasText: "in progress" })).toHaveCount(0);
    release();
    await expect(page.getByRole("row").filter({ hasText: "in progress" }).first()).toBeVisible();
  });
});

test("where there is no role yet, the frame waits for the program", async ({ page }) => {
  const release = await hold(page, "**/*_bg.wasm");
  const answered = page.waitForResponse((response) => response.url().includes("/roles?"));
  await page.goto(roles, { waitUntil: "commit" });
  await (await answered).finished();
  await expect(page.locator("#boot .skeleton")).toBeVisible();
  release();
  await expect(page.getByRole("heading", { name: "No AWS IAM role yet" })).toBeVisible();
});
