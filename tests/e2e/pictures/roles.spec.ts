import type { Locator, Page } from "@playwright/test";

import { encryptWithRole, expect, PROJECT } from "../fixtures/console";
import { dismiss, menu, take, test } from "./take";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

/** Opens one of the dialogs for many roles. */
async function cleanUp(page: Page, name: "Delete roles in progress" | "Recently deleted roles"): Promise<Locator> {
  await page.getByRole("button", { name: "Clean up" }).click();
  await page.getByRole("menuitem", { name }).click();
  return page.getByRole("dialog", { name });
}

test.describe("unhealthy", () => {
  test.use({ scenario: "unhealthy" });

  test("roles in good and in bad health", async ({ page, console }) => {
    await page.goto(`${project}/integrations`);
    await expect(console.integrationsPanel.getByRole("link")).toBeVisible();
    await take(page, "integrations-refused");
    await page.goto(roles);
    await expect(console.row("denied-exports")).toBeVisible();
    await take(page, "roles-unhealthy");
    const cleanUp = page.getByRole("button", { name: "Clean up" });
    await take(page, "roles-clean-up", { open: menu(page, cleanUp) });
    await menu(page, cleanUp)();
    await page.getByRole("menuitem", { name: "Delete roles in progress" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete roles in progress" });
    await dialog.getByRole("checkbox").first().check();
    await dialog.getByRole("checkbox", { name: "ok-reporting" }).check();
    await take(page, "delete-stale");
    await page.keyboard.press("Escape");
    await console.row("denied-exports").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await expect(page.getByRole("table", { name: "Validations" })).toBeVisible();
    await take(page, "role-details-refused");
  });

  test("roles in progress that are not deleted", async ({ page, context, backend }) => {
    await page.goto(roles);
    const dialog = await cleanUp(page, "Delete roles in progress");
    await dialog.getByRole("checkbox", { name: "ok-reporting" }).check();
    await dialog.getByRole("checkbox", { name: "ok-ingest" }).check();
    await context.setOffline(true);
    await dialog.getByRole("button", { name: "Delete 2 roles" }).click();
    await expect(dialog.getByRole("alert")).toBeVisible();
    await take(page, "delete-stale-refused");
    await context.setOffline(false);
    // Somebody authorizes one of them meanwhile.
    const list = await page.request.get(`/api/console/v1${project}/roles?search=ok-reporting`);
    const { roleId } = (await list.json()).results[0].accessRole;
    const data = { providerName: "AWS", iamAssumedRoleArn: "arn:aws:iam::000000000000:role/ok-reporting" };
    const url = `/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess/${roleId}`;
    const answer = await page.request.patch(url, { data, headers: { origin: backend.url } });
    expect(answer.status()).toBe(200);
    await dialog.getByRole("button", { name: "Delete 2 roles" }).click();
    await expect(dialog.getByRole("alert")).toContainText("Not all were deleted");
    await expect(dialog.getByRole("checkbox")).toHaveCount(3);
    await dismiss(page);
    await take(page, "delete-stale-kept");
  });
});

test("nothing to clean up", async ({ page }) => {
  await page.goto(roles);
  const stale = await cleanUp(page, "Delete roles in progress");
  await expect(stale.getByText("No role is in progress.")).toBeVisible();
  await take(page, "delete-stale-none");
  await page.keyboard.press("Escape");
  const deleted = await cleanUp(page, "Recently deleted roles");
  await expect(deleted.getByText("No role was deleted")).toBeVisible();
  await take(page, "roles-deleted-none");
});

test.describe("with more roles in progress than are shown at once", () => {
  test.use({ scenario: "many-roles=1200" });

  test("roles by their ARN, and the oldest in progress", async ({ page }) => {
    await page.goto(roles);
    const column = page.getByRole("columnheader", { name: "Role" });
    await column.getByRole("button").click();
    await expect(column).toHaveAttribute("aria-sort", "ascending");
    await expect(page.getByRole("row").nth(1)).toContainText("ok-archive-00134");
    await take(page, "roles-sorted");
    const dialog = await cleanUp(page, "Delete roles in progress");
    const oldest = dialog.getByText("These are the oldest 100 of");
    await expect(oldest).toBeVisible();
    await dialog.getByRole("checkbox").nth(98).check();
    await take(page, "delete-stale-many", { at: oldest });
  });
});

test.describe("in-progress", () => {
  test.use({ scenario: "in-progress" });

  test("an undo, and what was deleted", async ({ page, console }) => {
    await page.goto(roles);
    await console.row("authorized").getByRole("button", { name: "Delete" }).click();
    const question = page.getByRole("dialog");
    await question.getByRole("textbox").fill("ok-data-lake");
    await question.getByRole("button", { name: "Delete" }).click();
    await expect(console.row("authorized")).toHaveCount(0);
    // It stays as long as it has the focus.
    await page.getByRole("button", { name: "Undo" }).focus();
    await take(page, "roles-undo");
    await dismiss(page);
    await page.getByRole("button", { name: "Clean up" }).click();
    await page.getByRole("menuitem", { name: "Recently deleted roles" }).click();
    const deleted = page.getByRole("dialog", { name: "Recently deleted roles" });
    await expect(deleted.getByRole("button", { name: "Copy commands" })).toBeVisible();
    await take(page, "roles-deleted");
  });

  test("a deleted role that was never in AWS", async ({ page, console }) => {
    await page.goto(roles);
    await console.row("in progress").getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect(console.row("in progress")).toHaveCount(0);
    await dismiss(page);
    const deleted = await cleanUp(page, "Recently deleted roles");
    await expect(deleted.getByRole("listitem")).toBeVisible();
    await take(page, "roles-deleted-in-progress");
  });

  test("a delete that comes too late", async ({ page, console, context, backend }) => {
    await page.goto(roles);
    await console.row("authorized").getByRole("button", { name: "Delete" }).click();
    const question = page.getByRole("dialog");
    await question.getByRole("textbox").fill("ok-data-lake");
    await encryptWithRole(context, backend);
    await question.getByRole("button", { name: "Delete" }).click();
    await expect(question.getByRole("alert")).toBeVisible();
    await take(page, "delete-refused", { at: question.getByRole("alert") });
  });

  test("a label that is not saved", async ({ page, console }) => {
    await page.goto(roles);
    await console.row("ok-data-lake").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await page.getByRole("textbox", { name: "Label" }).fill("Warehouse");
    await page.getByRole("link", { name: "Activity" }).click();
    await expect(page.getByRole("dialog", { name: "Leave without saving?" })).toBeVisible();
    await take(page, "leave-question");
  });
});

test.describe("role-encryption", () => {
  test.use({ scenario: "role-encryption" });

  test("a role in use", async ({ page, console }) => {
    await page.goto(roles);
    const button = console.row("Encryption at rest").getByRole("button", { name: "Delete" });
    const hint = async (): Promise<void> => {
      await button.blur();
      await button.focus();
    };
    await take(page, "delete-in-use", { at: button, open: hint });
    await page.reload();
    await console.row("Encryption at rest").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await expect(page.getByRole("table", { name: "Validations" })).toBeVisible();
    await take(page, "role-details-in-use");
  });
});
