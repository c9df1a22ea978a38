import { expectAccessible } from "../fixtures/axe";
import { encryptWithRole, expect, PROJECT, test } from "../fixtures/console";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

test.describe("a project with a role in progress and one authorized", () => {
  test.use({ scenario: "in-progress" });

  test("the role in progress is deleted once it is confirmed", async ({ page, console }) => {
    await page.goto(roles);
    const row = console.row("in progress");
    await row.getByRole("button", { name: "Delete" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete this role in progress?" });
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(row).toHaveCount(1);
    await expect(row.getByRole("button", { name: "Delete" })).toBeFocused();

    await row.getByRole("button", { name: "Delete" }).click();
    await dialog.getByRole("button", { name: "Delete" }).click();
    await expect(row).toHaveCount(0);
    await console.expectAnnounced(/The role in progress was deleted/);
    await expect(console.heading).toBeFocused();
    await page.reload();
    await expect(console.row("authorized")).toHaveCount(1);
    await expect(row).toHaveCount(0);
  });

  test("the authorized role is deauthorized, and the dialog says what stays in AWS", async ({
    page,
    console,
  }) => {
    await page.goto(roles);
    const row = console.row("authorized");
    await row.getByRole("button", { name: "Delete" }).click();
    const dialog = page.getByRole("dialog", { name: /^Deauthorize .+\?$/ });
    await expect(dialog).toContainText("The role itself stays in your AWS account");
    const button = dialog.getByRole("button", { name: "Delete" });
    await expect(button).toBeDisabled();
    await dialog.getByRole("textbox", { name: /^Type / }).fill("ok-data-lake");
    await button.click();
    await expect(row).toHaveCount(0);
    await console.expectAnnounced(/was deauthorized/);

    await page.getByRole("button", { name: "Clean up" }).click();
    await page.getByRole("menuitem", { name: "Recently deleted roles" }).click();
    const deleted = page.getByRole("dialog", { name: "Recently deleted roles" });
    // Of the last one the commands are shown at once.
    await expect(deleted.getByRole("button", { name: "What remains in AWS" })).toHaveAttribute("aria-expanded", "true");
    expect(await console.copied(deleted.getByRole("button", { name: "Copy commands" }))).toContain(
      "aws iam delete-role --role-name 'ok-data-lake'",
    );

    const list = await page.request.get(`/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess`);
    expect((await list.json()).awsIamRoles).toHaveLength(1);
  });

  test("a role is deleted from its details, the list is back, and an undo reaches it", async ({ page, console }) => {
    await page.goto(roles);
    await console.row("authorized").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("ok-data-lake");
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect(page).toHaveURL(roles);
    await expect(console.row("in progress")).toHaveCount(1);
    await expect(console.row("authorized")).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(console.row("authorized")).toHaveCount(1);
  });

  test("a role that somebody else deleted first is gone all the same", async ({
    page,
    console,
    backend,
  }) => {
    await page.goto(roles);
    await console.row("in progress").getByRole("button", { name: "Delete" }).click();
    const url = `/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess`;
    const { awsIamRoles } = await (await page.request.get(url)).json();
    for (const { roleId } of awsIamRoles) {
      const headers = { origin: backend.url };
      expect((await page.request.delete(`${url}/AWS/${roleId}`, { headers })).status()).toBe(204);
    }
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect(page.getByRole("heading", { name: "No AWS IAM role yet" })).toBeVisible();
  });

  test("a role that came into use while the question stood is not deleted, and the dialog says by what", async ({
    page,
    console,
    context,
    backend,
  }) => {
    await page.goto(roles);
    await console.row("authorized").getByRole("button", { name: "Delete" }).click();
    const question = page.getByRole("dialog");
    await question.getByRole("textbox").fill("ok-data-lake");
    await expect(question).toContainText("No service uses it now.");
    await encryptWithRole(context, backend);
    await question.getByRole("button", { name: "Delete" }).click();
    await expect(question.getByRole("alert")).toContainText("In use by Encryption at rest.");
    await expect(question).not.toContainText("No service uses it now.");
    await expectAccessible(page);
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(console.row("ok-data-lake").getByRole("button", { name: "Delete" })).toBeDisabled();
    await expect(console.row("ok-data-lake")).toContainText("Encryption at rest");
  });

  test("what was deleted stands in the activity log", async ({ page, console }) => {
    await page.goto(roles);
    await console.row("in progress").getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect(console.row("in progress")).toHaveCount(0);
    await page.getByRole("link", { name: "Activity" }).click();
    const newest = page.getByRole("row").nth(1);
    await expect(newest).toContainText("Deleted a role in progress");
    await expect(newest).toContainText("owner@example.com");
  });
});

test.describe("a role that encryption at rest uses", () => {
  test.use({ scenario: "role-encryption" });

  test("can't be deleted: the page says why, and the server refuses", async ({
    page,
    console,
    backend,
  }) => {
    await page.goto(roles);
    const row = console.row("Encryption at rest");
    const button = row.getByRole("button", { name: "Delete" });
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(
      "In use by Encryption at rest. Remove the role there first.",
    );

    const url = `/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess`;
    const { awsIamRoles } = await (await page.request.get(url)).json();
    const used = awsIamRoles.find((role: { featureUsages: unknown[] }) => role.featureUsages.length);
    expect(used.featureUsages).toEqual([{ featureType: "ENCRYPTION_AT_REST", featureId: PROJECT }]);
    const headers = { origin: backend.url };
    const answer = await page.request.delete(`${url}/AWS/${used.roleId}`, { headers });
    expect(answer.status()).toBe(400);
    expect(await answer.json()).toMatchObject({ errorCode: "AWS_IAM_ROLE_IN_USE" });
  });
});
