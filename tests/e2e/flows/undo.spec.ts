import { expect, PROJECT, test } from "../fixtures/console";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

test.use({ scenario: "in-progress" });

/** The authorized role as the API tells it. */
async function authorized(page: import("@playwright/test").Page) {
  const answer = await page.request.get(`/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess`);
  const { awsIamRoles } = await answer.json();
  return awsIamRoles.find((role: { authorizedDate: string | null }) => role.authorizedDate);
}

test("a delete is undone from the notification, with the same external ID", async ({ page, console }) => {
  await page.goto(roles);
  const before = await authorized(page);
  const row = console.row("authorized");
  await row.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("ok-data-lake");
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(row).toHaveCount(0);
  expect(await authorized(page)).toBeUndefined();

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toHaveCount(1);
  await console.expectAnnounced(/ok-data-lake is back, with the same external ID/);
  expect(await authorized(page)).toEqual(before);
});

test("a delete is undone after a reload too, by another owner's click or one's own", async ({
  page,
  console,
}) => {
  await page.goto(roles);
  const row = console.row("in progress");
  await row.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(row).toHaveCount(0);
  await page.reload();
  await expect(console.row("authorized")).toHaveCount(1);

  await page.getByRole("button", { name: "Clean up" }).click();
  await page.getByRole("menuitem", { name: "Recently deleted roles" }).click();
  const dialog = page.getByRole("dialog", { name: "Recently deleted roles" });
  await expect(dialog.getByRole("listitem")).toContainText("by owner@example.com");
  await expect(dialog.getByRole("listitem")).toContainText(/Can be undone for \d+ (minutes|seconds)/);
  await dialog.getByRole("button", { name: /^Undo the delete of/ }).click();
  await expect(dialog).toContainText("No role was deleted in the last ten minutes.");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(row).toHaveCount(1);
  // What was typed came back with it.
  await row.getByRole("button", { name: "Resume" }).click();
  await expect(console.authorize.roleName).toHaveValue("ok-reporting");
});
