import type { Page } from "@playwright/test";

import { expect, PROJECT, test } from "../fixtures/console";
import { CREATE } from "../pages/authorize";

// Colours of the system's own, as people choose them who need much contrast: what only a colour or a shadow told is gone.
const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

/** What can't be told from the ground that it is on: a control or state without a border, an icon without contrast. */
async function unseen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const luminance = (color: string): number => {
      const parts = (color.match(/[\d.]+/g) ?? []).map(Number);
      const [red = 0, green = 0, blue = 0] = parts.map((part) => {
        const share = part / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one: string, other: string): number => {
      const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
    };
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "Canvas";
    const ground = getComputedStyle(probe).color;
    probe.remove();

    const shown = (selector: string): Element[] =>
      [...document.querySelectorAll(selector)].filter((it) => it.checkVisibility({ visibilityProperty: true }));
    const name = (it: Element): string => `${it.tagName}.${it.getAttribute("class")}: ${it.textContent?.slice(0, 40)}`;
    const framed = shown("button:not([role]):not(th button):not(h3 button), .button, input, select, textarea, .switch, .badge, .banner, .code");
    const frameless = framed.filter((it) => {
      const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(it);
      const native = it.matches("[type=checkbox], [type=radio]");
      const border = borderTopStyle !== "none" && parseFloat(borderTopWidth) >= 1 && contrast(borderTopColor, ground) >= 3;
      return !native && !border;
    });
    const faint = shown("svg.icon").filter((it) => {
      const { stroke, color } = getComputedStyle(it);
      return contrast(stroke === "none" ? color : stroke, ground) < 3;
    });
    return [...frameless, ...faint].map(name);
  });
}

/** Goes through the page by keyboard: each stop is framed. */
async function expectFocusSeen(page: Page, stops: number): Promise<void> {
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { who: element.outerHTML.slice(0, 80), framed: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 };
    });
    expect(focus?.framed ?? true, focus?.who).toBe(true);
  }
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.beforeEach(({ page }) => page.emulateMedia({ forcedColors: "active", colorScheme }));

    test.describe("with roles", () => {
      test.use({ scenario: "unhealthy" });

      test("every page: borders, icons and states, and where the focus is", async ({ page, console }) => {
        for (const path of ["/projects", `${project}/integrations`, roles, `${project}/advanced`, `${project}/clusters`, `${project}/members`, `${project}/activity`]) {
          await page.goto(path);
          await expect(console.heading).toBeVisible();
          await expect(page.locator(".skeleton")).toHaveCount(0);
          expect(await unseen(page), path).toEqual([]);
          await expectFocusSeen(page, 12);
        }
      });
    });

    test.describe("with a key", () => {
      test.use({ scenario: "disabled-key" });

      test("a key that can't be used, and the form", async ({ page, console }) => {
        await page.goto(`${project}/advanced`);
        await expect(console.advanced.edit).toBeVisible();
        expect(await unseen(page)).toEqual([]);
        await console.advanced.edit.click();
        await expect(console.advanced.key).toBeVisible();
        expect(await unseen(page)).toEqual([]);
      });
    });

    test("the modal with a refusal", async ({ page, console }) => {
      await page.goto(roles);
      await console.authorize.begin(CREATE);
      await console.authorize.submit("arn:aws:iam::000000000000:role/open-1");
      await expect(console.authorize.refusal).toBeVisible();
      expect(await unseen(page)).toEqual([]);
      await expectFocusSeen(page, 8);
    });
  });
}

test("a button that has lost its border is found", async ({ page, console }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto(roles);
  await console.authorizeButton.evaluate((it) => (it.style.border = "0"));
  expect(await unseen(page)).toEqual([expect.stringContaining("Authorize an AWS IAM Role")]);
});
