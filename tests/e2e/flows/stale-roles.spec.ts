import { expect, PROJECT, test } from "../fixtures/console";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

test.use({ scenario: "unhealthy" });

test("stale roles are chosen, and deleted after one confirmation", async ({ page, console }) => {
  await page.goto(roles);
  const waiting = console.row("in progress");
  await expect(waiting).toHaveCount(5);
  await page.getByRole("button", { name: "Clean up" }).click();
  await page.getByRole("menuitem", { name: "Delete roles in progress" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete roles in progress" });
  const choices = dialog.getByRole("checkbox");
  await expect(choices).toHaveCount(5);
  // The oldest first, with its age and who began it.
  await expect(choices.first()).toHaveAccessibleDescription(/in progress for 7 months.*begun by dana@example.com/);
  const button = dialog.getByRole("button", { name: /^Delete/ });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription("Choose at least one role");

  await choices.nth(0).check();
  await choices.nth(1).check();
  await choices.nth(1).uncheck();
  await dialog.getByRole("checkbox", { name: "ok-reporting" }).check();
  await dialog.getByRole("button", { name: "Delete 2 roles" }).click();
  await expect(dialog).toHaveCount(0);
  await console.expectAnnounced(/2 roles in progress were deleted/);
  await expect(waiting).toHaveCount(3);
  await expect(console.row("ok-reporting")).toHaveCount(0);
  await expect(console.heading).toBeFocused();
});

test("a role that was authorized meanwhile stays, and the dialog says so", async ({ page, console, backend }) => {
  await page.goto(roles);
  await page.getByRole("button", { name: "Clean up" }).click();
  await page.getByRole("menuitem", { name: "Delete roles in progress" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete roles in progress" });
  await dialog.getByRole("checkbox", { name: "ok-reporting" }).check();
  await dialog.getByRole("checkbox", { name: "ok-ingest" }).check();

  const list = await page.request.get(`/api/console/v1/projects/${PROJECT}/roles?search=ok-reporting`);
  const { roleId } = (await list.json()).results[0].accessRole;
  const patched = await page.request.patch(
    `/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess/${roleId}`,
    {
      data: { providerName: "AWS", iamAssumedRoleArn: "arn:aws:iam::000000000000:role/ok-reporting" },
      headers: { origin: backend.url },
    },
  );
  expect(patched.status(), await patched.text()).toBe(200);

  await dialog.getByRole("button", { name: "Delete 2 roles" }).click();
  await expect(dialog.getByRole("alert")).toContainText("1 role could not be deleted");
  await expect(dialog.getByRole("checkbox", { name: "ok-ingest" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(console.row("ok-reporting")).toContainText("authorized");
});
