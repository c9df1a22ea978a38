import type { Page } from "@playwright/test";

import { PROJECT } from "../fixtures/console";
import { expect, test } from "../fixtures/keyboard";
import { hold } from "../fixtures/network";
import { expectReflow } from "../fixtures/reflow";
import { CREATE, EXISTING } from "../pages/authorize";

// WCAG 1.4.10: 320 CSS pixels, which is also 1280 at a zoom of 400 percent.
test.use({ viewport: { width: 320, height: 640 } });

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

test.describe("with roles", () => {
  test.use({ scenario: "role-encryption" });

  for (const path of [
    "/projects",
    `${project}/integrations`,
    roles,
    `${project}/advanced`,
    `${project}/clusters`,
    `${project}/members`,
    `${project}/access-keys`,
    `${project}/activity`,
  ]) {
    test(`${path.split("/").at(-1)} fits into 320 pixels`, async ({ page, console }) => {
      await page.goto(path);
      await expect(console.heading).toBeVisible();
      await expect(page.getByText("Loading")).toHaveCount(0);
      await expectReflow(page);
    });
  }

  test("the details of a role fit into 320 pixels", async ({ page, console }) => {
    await page.goto(roles);
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await expect(page.getByText("External ID", { exact: true })).toBeVisible();
    await expectReflow(page);
    await expect(console.heading).toBeVisible();
  });
});

test.describe("with many roles", () => {
  test.use({ scenario: "many-roles=120", viewport: { width: 390, height: 844 } });

  test("a list of suggestions stands where it has room, also when they come after it", async ({ page, console }) => {
    const { role, toggle } = console.advanced;
    const release = await hold(page, "**/roles?*");
    await page.goto(`${project}/advanced`);
    await toggle.click();
    await role.evaluate((field) => field.scrollIntoView({ block: "end" }));
    await role.click();
    await expect(page.getByText("Loading").first()).toBeVisible();
    release();
    const list = page.getByRole("listbox");
    await expect(list.getByRole("option").first()).toBeVisible();
    await expect(list).toBeInViewport({ ratio: 1 });
    const late = await list.boundingBox();
    await role.press("Escape");
    await role.click();
    await expect(list.getByRole("option").first()).toBeVisible();
    expect(late).toEqual(await list.boundingBox());
  });
});

test.describe("with many roles in 320 pixels", () => {
  test.use({ scenario: "many-roles=120" });

  test("a list of suggestions does not cover its field", async ({ page, console, keys }) => {
    const { role } = console.advanced;
    await page.goto(`${project}/advanced?form=open`);
    await keys.to("combobox", "AWS IAM role");
    // So that there is room for it above alone.
    await role.evaluate((field) => field.scrollIntoView({ block: "end" }));
    await keys.press("ArrowDown");
    await expect(page.getByRole("option").nth(1)).toBeVisible();
    for (const typed of ["reporting-0008", "nowhere"]) {
      await role.fill(typed);
      await console.expectAnnounced(typed === "nowhere" ? /^No authorized role fits/ : /^\d+ suggestions?$/);
      const [field, list] = await Promise.all([role.boundingBox(), page.locator(".suggestions").boundingBox()]);
      const apart = field && list && (list.y >= field.y + field.height || list.y + list.height <= field.y);
      expect(apart, JSON.stringify({ field, list })).toBe(true);
    }
  });
});

test("the modal fits into 320 pixels, with a refusal too", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorizeButton.click();
  await expect(console.authorize.next).toBeVisible();
  await expectReflow(page);
  await console.authorize.next.click();
  for (const procedure of [EXISTING, CREATE]) {
    await console.authorize.open(procedure);
    await expectReflow(page);
  }
  await console.authorize.submit(`arn:aws:iam::000000000000:role/denied-${"x".repeat(57)}`);
  await expect(console.authorize.refusal).toBeVisible();
  await expectReflow(page);
});

test.describe("a window as low as 1280 by 800 at a zoom of 400 percent", () => {
  test.use({ viewport: { width: 320, height: 200 }, scenario: "in-progress" });

  /** All of a dialog can be come to by scrolling it, or is in sight. */
  async function expectWithinReach(page: Page): Promise<void> {
    const dialog = page.locator("dialog[open]");
    const cut = await dialog.evaluate((dialog) => {
      const scrolls = getComputedStyle(dialog).overflowY === "auto";
      return !scrolls && dialog.scrollHeight > dialog.clientHeight + 1;
    });
    expect(cut).toBe(false);
    const [top, bottom] = await dialog.evaluate((dialog) => {
      const { top, bottom } = dialog.getBoundingClientRect();
      return [top, bottom];
    });
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThanOrEqual(200);
    // A wheel gets to the end of it.
    await page.mouse.move(160, 100);
    await page.mouse.wheel(0, 5_000);
    await expect(dialog.locator("footer button").last()).toBeInViewport({ ratio: 1 });
  }

  test("a question, a form and the modal can be scrolled to their buttons", async ({ page, console }) => {
    await page.goto(roles);
    await console.row("in progress").getByRole("button", { name: "Delete" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectWithinReach(page);
    await page.keyboard.press("Escape");
    await console.authorizeButton.click();
    await expect(console.authorize.next).toBeAttached();
    await expectWithinReach(page);

    await page.goto(`${project}/access-keys`);
    await page.getByRole("button", { name: "Create an access key" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectWithinReach(page);
  });
});
