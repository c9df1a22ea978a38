import type { Locator, Page } from "@playwright/test";

import { expectAccessible } from "../fixtures/axe";
import { expect, PROJECT, test } from "../fixtures/console";

const project = `/projects/${PROJECT}`;

function question(page: Page): Locator {
  return page.getByRole("dialog", { name: "Leave without saving?" });
}

/** Whether the browser asks before it drops the page; it stays. */
async function asksOnReload(page: Page): Promise<boolean> {
  const asked = page.waitForEvent("dialog").then(async (dialog) => {
    await dialog.dismiss();
    return dialog.type() === "beforeunload";
  });
  await page.evaluate(() => location.reload());
  return asked;
}

/** Presses where a button is; the second press is that of a double-click. */
async function press(page: Page, at: { x: number; y: number }, clickCount: 1 | 2): Promise<void> {
  await page.mouse.move(at.x, at.y);
  await page.mouse.down({ clickCount });
  await page.mouse.up({ clickCount });
}

async function middle(button: Locator): Promise<{ x: number; y: number }> {
  const box = await button.boundingBox();
  if (!box) throw new Error("the button is not seen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

for (const { what, link, open, fill, send, shown, copy } of [
  {
    what: "a secret",
    link: "Access Keys",
    open: "Create an access key",
    fill: { Name: "nightly" },
    send: "Create",
    shown: "Copy the secret now",
    copy: "Copy client secret",
  },
  {
    what: "an invitation",
    link: "Members",
    open: "Add a member",
    fill: { "Email address": "ada@example.com" },
    send: "Add",
    shown: "Pass this link on",
    copy: "Copy invitation link",
  },
]) {
  test(`${what} that is shown once stays until it is copied, or a person says so`, async ({ page, console, backend }) => {
    await page.goto(`${project}/integrations`);
    await page.getByRole("link", { name: link }).click();
    await page.getByRole("button", { name: open }).click();
    for (const [name, text] of Object.entries(fill)) await page.getByRole("textbox", { name }).fill(text);
    await page.getByRole("button", { name: send, exact: true }).click();
    const dialog = page.getByRole("dialog", { name: shown });
    const done = dialog.getByRole("button", { name: "Done" });
    await expect(done).toBeVisible();
    const here = console.path;
    const sure = page.getByRole("dialog", { name: "Close without copying?" });

    await press(page, await middle(done), 2);
    await expect(dialog).toBeVisible();
    await expect(sure).toHaveCount(0);

    for (const leave of [
      () => page.keyboard.press("Escape"),
      () => dialog.getByRole("button", { name: "Close" }).click(),
      () => done.click(),
      () => page.goBack(),
    ]) {
      await leave();
      await expect(sure).toBeVisible();
      await expectAccessible(page);
      await sure.getByRole("button", { name: "Stay" }).click();
      await expect(sure).toHaveCount(0);
      await expect(dialog).toBeVisible();
      expect(console.path).toBe(here);
    }
    expect(await asksOnReload(page)).toBe(true);

    const copied = await console.copied(dialog.getByRole("button", { name: copy }));
    backend.secrets.add(copied.split("#").at(-1) ?? "");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  });
}

test("what is shown once goes when a person says so", async ({ page }) => {
  await page.goto(`${project}/access-keys`);
  await page.getByRole("button", { name: "Create an access key" }).click();
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByRole("dialog", { name: "Copy the secret now" }).getByRole("button", { name: "Done" }).click();
  const leave = page.getByRole("button", { name: "Close anyway" });
  // The question may come up under the pointer of somebody who double-clicks.
  await press(page, await middle(leave), 2);
  await expect(leave).toBeVisible();
  await leave.click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test.describe("a label", () => {
  test.use({ scenario: "unhealthy" });

  test("that is typed and not saved is asked about by links, Back, Forward and reload", async ({ page, console }) => {
    const list = `${project}/integrations/aws-iam-roles`;
    await page.goto(`${list}?search=ok-data-lake`);
    await console.row("ok-data-lake").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    const label = page.getByRole("textbox", { name: "Label" });
    await expect(label).toHaveValue("Data lake, nightly");
    const here = console.path;
    await page.getByRole("link", { name: "Clusters" }).click();
    await expect(console.heading).toHaveText("Clusters");
    await page.goBack();
    await label.fill("Warehouse");

    for (const leave of [
      () => page.getByRole("link", { name: "Activity" }).click(),
      () => page.goForward(),
      () => page.goBack(),
    ]) {
      await leave();
      await expect(question(page)).toBeVisible();
      await expectAccessible(page);
      await question(page).getByRole("button", { name: "Stay" }).click();
      await expect(question(page)).toHaveCount(0);
      await expect(label).toHaveValue("Warehouse");
      expect(console.path).toBe(here);
    }
    expect(await asksOnReload(page)).toBe(true);
    await expect(label).toHaveValue("Warehouse");

    await page.getByRole("link", { name: "Activity" }).click();
    await question(page).getByRole("button", { name: "Leave" }).click();
    await expect(console.heading).toHaveText("Activity");
    await expect(page).toHaveURL(/\/activity$/);
    // Nothing is left to ask about.
    await page.goBack();
    await expect(label).toHaveValue("Data lake, nightly");
    await page.getByRole("link", { name: "Members" }).click();
    await expect(console.heading).toHaveText("Members");
  });

  test("is left by Back once a person says so, and not asked about once it is saved", async ({ page, console }) => {
    await page.goto(`${project}/integrations/aws-iam-roles?search=ok-data-lake`);
    await console.row("ok-data-lake").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    const label = page.getByRole("textbox", { name: "Label" });
    await label.fill("Warehouse");
    await page.getByRole("button", { name: "Save label" }).click();
    await console.expectAnnounced(/The label was saved/);
    await page.getByRole("link", { name: "Members" }).click();
    await expect(console.heading).toHaveText("Members");
    await page.goBack();
    await label.fill("Lake");
    await page.goBack();
    await question(page).getByRole("button", { name: "Leave" }).click();
    await expect(page).toHaveURL(/search=ok-data-lake$/);
    await expect(console.row("ok-data-lake")).toContainText("Warehouse");
  });
});

test.describe("edits of clusters", () => {
  test.use({ scenario: "role-encryption" });

  test("that wait to be applied are asked about", async ({ page, console }) => {
    await page.goto(`${project}/clusters`);
    const analytics = console.row("Analytics").getByRole("switch");
    await analytics.click();
    await page.getByRole("link", { name: "Members" }).click();
    await page.keyboard.press("Escape");
    await expect(question(page)).toHaveCount(0);
    await expect(analytics).toHaveAttribute("aria-checked", "true");
    await analytics.click();
    await page.getByRole("link", { name: "Members" }).click();
    await expect(console.heading).toHaveText("Members");
  });
});

test("what is typed into a dialog is asked about by Back, and not by Cancel", async ({ page, console }) => {
  await page.goto(`${project}/integrations`);
  await page.getByRole("link", { name: "Members" }).click();
  await page.getByRole("button", { name: "Add a member" }).click();
  await page.getByRole("textbox", { name: "Email address" }).fill("ada@");
  await page.goBack();
  await question(page).getByRole("button", { name: "Stay" }).click();
  await expect(page.getByRole("textbox", { name: "Email address" })).toHaveValue("ada@");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.goBack();
  await expect(console.heading).toHaveText("Integrations");
});

test("without a connection only a draft is said to be kept", async ({ page, console, context }) => {
  await page.goto(`${project}/integrations/aws-iam-roles`);
  await context.setOffline(true);
  await expect(page.getByText("Nothing can be loaded or saved until the connection is back.")).toBeVisible();
  await context.setOffline(false);
  await console.authorize.begin("Add Trust Relationships to an Existing Role");
  await context.setOffline(true);
  await expect(page.getByText("What you type is kept in this tab and saved as soon as")).toBeVisible();
  await context.setOffline(false);
});
