import type { Page } from "@playwright/test";

import { expectAccessible } from "../fixtures/axe";
import { expect, OWNER, PROJECT, test, VIEWER } from "../fixtures/console";
import type { Scenario } from "../fixtures/backend";
import { hold } from "../fixtures/network";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

/** What is seen before the program is there. */
const firstRows = "#boot [inert] tbody tr";

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
    const says = (element: Element): string => {
      if (element instanceof HTMLInputElement) return element.placeholder;
      if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.text ?? "";
      return element.querySelector("path")?.getAttribute("d") ?? "";
    };
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
      all.push(`<${element.localName}> ${says(element)} at ${at(box)}: ${color}, ${backgroundColor}, ${borderColor}, ${opacity}`);
    }
    return all.toSorted();
  });
}

interface Case {
  scenario: Scenario;
  who: string;
  shows: RegExp;
  /** What is done before the list is opened. */
  before?: (page: Page) => Promise<void>;
}

/** Lets AWS refuse the role in progress. */
async function refuse({ request }: Page): Promise<void> {
  const all = `/api/console/v1/projects/${PROJECT}/roles?status=in-progress`;
  const open = async (): Promise<{ accessRole: { roleId: string }; lastAttempt: { verdict: string } | null }> =>
    (await (await request.get(all)).json()).results[0];
  const { accessRole } = await open();
  const attempts = `/api/console/v1/projects/${PROJECT}/roles/${accessRole.roleId}/attempts`;
  const data = { roleArn: "arn:aws:iam::000000000000:role/denied-lake" };
  const begun = await request.post(attempts, { data, headers: { origin: new URL((await request.get("/healthz")).url()).origin } });
  expect(begun.ok(), await begun.text()).toBe(true);
  await expect.poll(async () => (await open()).lastAttempt?.verdict).toBe("refused");
}

const CASES: Case[] = [
  { scenario: "in-progress", who: OWNER, shows: /in progress/ },
  { scenario: "in-progress", who: OWNER, shows: /last validation: refused/, before: refuse },
  { scenario: "in-progress", who: VIEWER, shows: /Only an owner of the project/ },
  { scenario: "unhealthy", who: OWNER, shows: /refused by AWS/ },
  { scenario: "role-encryption", who: OWNER, shows: /Encryption at rest/ },
  { scenario: "many-roles=60", who: OWNER, shows: /authorized/ },
];

for (const { scenario, who, shows, before: prepare } of CASES) {
  test.describe(`the scenario ${scenario}, seen by ${who}: ${shows.source}`, () => {
    test.use({ scenario, signedInAs: who, propagationWindow: 1 });

    for (const [name, options] of [
      ["on a wide window", { viewport: { width: 1280, height: 800 }, colorScheme: "light", locale: "en-GB" }],
      ["on a narrow, dark one in German", { viewport: { width: 390, height: 844 }, colorScheme: "dark", locale: "de-DE" }],
    ] as const) {
      test.describe(name, () => {
        test.use(options);

        test("has the rows before the program is there, as the program shows them", async ({ page }) => {
          await prepare?.(page);
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
    await expect(page.getByRole("status")).toHaveText("Loading");
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

  for (const [what, next] of [
    ["a click beside everything", (page: Page) => page.mouse.click(5, 700)],
    ["a key", (page: Page) => page.keyboard.press("a")],
    ["another size of the window", (page: Page) => page.setViewportSize({ width: 390, height: 1200 })],
  ] as const) {
    test(`a click is not done after ${what}`, async ({ page, console }) => {
      const release = await openEarly(page);
      const early = page.locator(firstRows, { hasText: "authorized" }).locator("[data-delete]");
      const box = await early.boundingBox();
      await page.mouse.click((box?.x ?? 0) + 16, (box?.y ?? 0) + 16);
      await next(page);
      // Whatever the click would open is there at once, so that it would be seen.
      const part = page.waitForResponse("**/part-project-*.wasm");
      release();
      await expect(console.authorizeButton).toBeVisible();
      await page.keyboard.press("Shift");
      await (await part).finished();
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await expect(page).toHaveURL(roles);
    });
  }

  test("a page whose first rows can't come begins without them", async ({ page, console, complaints }) => {
    await page.route("**/first-rows-*.js", (route) => route.abort());
    await page.goto(roles);
    await expect(console.row("in progress")).toBeVisible();
    expect(complaints.splice(0).join()).toContain("Failed to fetch dynamically imported module");
  });

  for (const path of [`${roles}?status=in-progress`, `/projects/${PROJECT}/elsewhere/aws-iam-roles`]) {
    test(`what is at ${path.split("/").at(-1)} of ${path.split("/").at(-2)} is left to the program`, async ({ page }) => {
      const release = await hold(page, "**/*_bg.wasm");
      await page.goto(path, { waitUntil: "load" });
      await page.waitForLoadState("domcontentloaded");
      expect(await page.evaluate(() => "firstRows" in window)).toBe(false);
      release();
      await expect(page.getByRole("heading", { level: 1 }).last()).toBeVisible();
    });
  }

  test("where the program can't come, that is said over the rows", async ({ page, complaints }) => {
    await page.route("**/*_bg.wasm", async (route) => {
      await expect(page.locator(firstRows).first()).toBeVisible();
      await route.abort();
    });
    await page.setViewportSize({ width: 390, height: 400 });
    await page.goto(roles, { waitUntil: "commit" });
    await expect(page.locator(firstRows).first()).toBeVisible();
    await page.mouse.wheel(0, 300);
    const failed = page.getByRole("alert").filter({ hasText: "The console could not be loaded." });
    await expect(failed).toBeInViewport({ ratio: 1 });
    await expect(failed.getByText("Die Konsole konnte nicht geladen werden.")).toBeHidden();
    await expect(page.getByRole("status")).toHaveCount(0);
    await expectAccessible(page);
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
  await page.evaluate(() => (window as unknown as { firstRows: Promise<void> }).firstRows);
  await expect(page.locator("#boot .skeleton")).toBeVisible();
  release();
  await expect(page.getByRole("heading", { name: "No AWS IAM role yet" })).toBeVisible();
});
