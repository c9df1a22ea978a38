import { PROJECT } from "../fixtures/console";
import { expect, test } from "../fixtures/keyboard";
import { CREATE, EXISTING } from "../pages/authorize";
import { Console } from "../pages/console";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

/** A trust policy as a role may have had it before. */
const EC2 = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };

test("an existing role gets a merged trust policy, is refused at first, and is authorized", async ({ page, console, keys }) => {
  const { authorize } = console;
  await page.goto(roles);
  await keys.use("button", "Authorize an AWS IAM Role");
  await keys.use("button", "Next");
  await expect(authorize.dialog.getByRole("heading", { level: 2 })).toBeFocused();
  await keys.use("button", EXISTING);
  await expect(authorize.procedure(EXISTING)).toHaveAttribute("aria-expanded", "true");
  const ours = JSON.parse(await keys.copy("Copy trust policy")).Statement[0];
  await expect(authorize.copyTrustPolicy).toBeFocused();
  await keys.to("textbox", "Present trust policy");
  await keys.paste(JSON.stringify({ Version: "2012-10-17", Statement: [EC2] }));
  // A text of several lines has no Enter that sends it, and Tab leaves it.
  await keys.press("Tab");
  await expect(authorize.mergeButton).toBeFocused();
  await keys.press("Enter");
  await console.expectAnnounced(/Merged/);
  await expect(authorize.mergeButton).toBeFocused();
  expect(JSON.parse(await keys.copy("Copy merged policy")).Statement).toEqual([EC2, ours]);

  await keys.to("textbox", "Enter the Role ARN");
  await keys.paste("arn:aws:iam::1234:role/ok-by-hand");
  await keys.use("button", "Validate and Finish");
  await authorize.expectFault(authorize.roleArn, /account/);
  await expect(authorize.roleArn).toBeFocused();
  await keys.press("ControlOrMeta+a");
  await keys.paste("arn:aws:iam::000000000000:role/ok-by-hand");
  await keys.use("button", "Validate and Finish");
  await expect(authorize.dialog).toBeHidden();
  await console.expectAnnounced(/ok-by-hand is authorized/);
  await expect(console.row("ok-by-hand").getByText("authorized", { exact: true })).toBeVisible();
  await expect(console.authorizeButton).toBeFocused();
});

test.describe("with a role in progress and one authorized", () => {
  test.use({ scenario: "in-progress" });

  test("a role in progress is resumed, deleted, and brought back from the notification", async ({ page, console, keys }) => {
    const waiting = console.row("in progress");
    await page.goto(roles);
    await keys.use("button", "Resume");
    await expect(console.authorize.roleName).toHaveValue("ok-reporting");
    await keys.to("textbox", "Enter the Role ARN");
    await keys.press("End");
    await keys.type("orting-2");
    await console.authorize.saved("ok-reporting-2");
    await keys.press("Escape");
    await expect(console.authorize.dialog).toBeHidden();
    await expect(waiting.getByRole("button", { name: "Resume" })).toBeFocused();
    await expect(waiting).toContainText("ok-reporting-2");

    await keys.in(waiting).use("button", "Delete");
    const dialog = page.getByRole("dialog", { name: "Delete this role in progress?" });
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await keys.press("Enter");
    await expect(waiting.getByRole("button", { name: "Delete" })).toBeFocused();
    await keys.press("Enter");
    await keys.in(dialog).use("button", "Delete");
    await expect(waiting).toHaveCount(0);
    await expect(console.heading).toBeFocused();
    await keys.in(page.getByRole("region", { name: "Notifications" })).use("button", "Undo");
    await expect(waiting).toHaveCount(1);
    await console.expectAnnounced(/is back, with the same external ID/);
    await expect(console.heading).toBeFocused();
  });

  test("an authorized role is deleted once its name is typed, and brought back from the recently deleted ones", async ({
    page,
    console,
    keys,
  }) => {
    const row = console.row("ok-data-lake");
    await page.goto(roles);
    await keys.in(row).use("button", "Delete");
    const dialog = page.getByRole("dialog", { name: /^Deauthorize .+\?$/ });
    await keys.in(dialog).to("textbox", /^Type /);
    await keys.type("ok-data-lake");
    await keys.press("Enter");
    await expect(row).toHaveCount(0);
    await expect(console.heading).toBeFocused();

    await keys.choose("Clean up", "Recently deleted roles");
    const deleted = page.getByRole("dialog", { name: "Recently deleted roles" });
    await expect(deleted.getByRole("heading", { level: 2 })).toBeFocused();
    expect(await keys.in(deleted).copy("Copy commands")).toContain("aws iam delete-role --role-name 'ok-data-lake'");
    await keys.in(deleted).use("button", "What remains in AWS", "Space", "Shift+Tab");
    await expect(deleted.getByRole("button", { name: "What remains in AWS" })).toHaveAttribute("aria-expanded", "false");
    await keys.in(deleted).use("button", "Undo the delete of ok-data-lake");
    await expect(deleted).toContainText("No role was deleted in the last ten minutes.");
    await expect(deleted.getByRole("heading", { level: 2 })).toBeFocused();
    await keys.press("Escape");
    await expect(deleted).toBeHidden();
    await expect(page.getByRole("button", { name: "Clean up" })).toBeFocused();
    await expect(row.getByText("authorized", { exact: true })).toBeVisible();
  });
});

test.describe("while AWS spreads a change", () => {
  test.use({ propagationWindow: 60 });

  test("a validation is stopped, and what two people typed at once is settled", async ({ page, console, keys, context }) => {
    await page.goto(roles);
    await keys.use("button", "Authorize an AWS IAM Role");
    await keys.use("button", "Next");
    await keys.use("button", CREATE);
    await keys.to("textbox", "Enter the Role ARN");
    await keys.type("arn:aws:iam::000000000000:role/denied-role");
    await keys.press("Enter");
    await expect(console.authorize.checks).toContainText("trying again");
    await keys.use("button", "Stop");
    await expect(console.authorize.stop).toHaveCount(0);
    await expect(console.authorize.roleArn).toBeFocused();

    // Somebody else, who may well have a mouse.
    const there = new Console(await context.newPage());
    await there.page.goto(console.path);
    await there.authorize.roleName.fill("theirs");
    await there.authorize.saved("theirs");
    await there.page.close();
    await keys.to("textbox", "Role name", "Shift+Tab");
    await keys.type("mine");
    const conflict = console.authorize.dialog.getByRole("alert").filter({ hasText: "theirs" });
    await expect(conflict).toBeVisible();
    await expect(console.authorize.roleName).toBeFocused();
    await keys.use("button", "Keep mine", "Enter", "Shift+Tab");
    await console.authorize.saved("mine");
    await expect(conflict).toHaveCount(0);
    await expect(console.authorize.dialog.getByRole("heading", { level: 2 })).toBeFocused();
  });
});

test.describe("with roles of each health", () => {
  test.use({ scenario: "unhealthy" });

  test("stale roles are chosen and deleted together", async ({ page, console, keys }) => {
    await page.goto(roles);
    await expect(console.row("in progress")).toHaveCount(5);
    await keys.choose("Clean up", "Delete roles in progress");
    const dialog = page.getByRole("dialog", { name: "Delete roles in progress" });
    await keys.in(dialog).use("checkbox", "ok-reporting", "Space");
    await expect(dialog.getByRole("checkbox", { name: "ok-reporting" })).toBeFocused();
    await keys.in(dialog).use("checkbox", "ok-ingest", "Space");
    await keys.press("Space");
    await expect(dialog.getByRole("checkbox", { name: "ok-ingest" })).not.toBeChecked();
    await keys.press("Space");
    await keys.in(dialog).use("button", "Delete 2 roles");
    await expect(dialog).toHaveCount(0);
    await console.expectAnnounced(/2 roles in progress were deleted/);
    await expect(console.row("in progress")).toHaveCount(3);
    await expect(console.heading).toBeFocused();
  });

  test("a role gets a label, is validated again, and its validations are paged through", async ({ page, console, keys }) => {
    await page.goto(`${roles}?search=ok-data-lake`);
    const url = `/api/console/v1${project}/roles`;
    const list = await (await page.request.get(`${url}?search=ok-data-lake`)).json();
    const { roleId, iamAssumedRoleArn } = list.results[0].accessRole;
    const headers = { origin: new URL(page.url()).origin };
    for (let made = 0; made < 10; made += 1) {
      const begun = await page.request.post(`${url}/${roleId}/attempts`, { data: { roleArn: iamAssumedRoleArn }, headers });
      expect(begun.ok(), await begun.text()).toBe(true);
      const { id } = await begun.json();
      const verdict = async () => (await (await page.request.get(`${url}/${roleId}/attempts/${id}`)).json()).verdict;
      await expect.poll(verdict).toBe("passed");
    }

    await keys.in(console.row("ok-data-lake")).to("button", "More actions");
    await keys.press("ArrowDown");
    await expect(page.getByRole("menuitem", { name: "View Role Details" })).toBeFocused();
    await keys.press("Enter");
    await expect(console.heading).toHaveText("Data lake, nightly");
    await expect(console.heading).toBeFocused();
    await keys.to("textbox", "Label");
    await keys.retype("Warehouse");
    await keys.press("Enter");
    await console.expectAnnounced(/The label was saved/);
    await expect(console.heading).toHaveText("Warehouse");
    await expect(page.getByRole("textbox", { name: "Label" })).toBeFocused();

    await keys.type("!");
    await keys.use("link", "Activity");
    const question = page.getByRole("dialog", { name: "Leave without saving?" });
    await expect(question.getByRole("button", { name: "Stay" })).toBeFocused();
    await keys.press("Enter");
    await expect(page.getByRole("link", { name: "Activity" })).toBeFocused();
    await keys.to("textbox", "Label");
    await keys.press("End", "Backspace");

    const validations = page.getByRole("region", { name: "Validations" });
    const pages = validations.getByRole("navigation", { name: "Pagination" });
    await expect(pages).toContainText("1 to 10 of 11");
    await keys.use("button", "Validate again");
    await expect(pages).toContainText("1 to 10 of 12");
    await expect(page.getByRole("region", { name: "Health" }).getByText("passes", { exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Validate again" })).toBeFocused();

    await keys.in(pages).use("button", "Next page");
    await expect(pages).toContainText("11 to 12 of 12");
    await console.expectAnnounced(/^11 to 12 of 12$/);
    await expect(validations.getByRole("rowheader")).toHaveCount(2);
    await expect(pages.getByRole("button", { name: "Next page" })).toBeFocused();
    await keys.in(pages).use("button", "Previous page", "Space", "Shift+Tab");
    await expect(pages).toContainText("1 to 10 of 12");
    await expect(pages.getByRole("button", { name: "Previous page" })).toBeFocused();
  });
});

test.describe("with ten thousand roles", () => {
  test.use({ scenario: "many-roles" });

  test("nothing that the focus comes to on the way back is covered", async ({ page, keys }) => {
    for (const path of [roles, `${project}/activity`]) {
      await page.goto(path);
      await expect(page.getByRole("row")).toHaveCount(51);
      const covered = new Set<string>();
      for (let presses = 0; presses < 60; presses += 1) {
        await keys.press("Shift+Tab");
        const hidden = await keys.hidden();
        if (hidden) covered.add(hidden);
      }
      expect([...covered], `what is covered on ${path}`).toEqual([]);
    }
  });

  test("the list is paged, sorted, searched and narrowed", async ({ page, console, keys }) => {
    await page.goto(roles);
    const rows = page.getByRole("row").filter({ has: page.getByRole("rowheader") });
    const pages = page.getByRole("navigation", { name: "Pagination" });
    await expect(rows).toHaveCount(50);
    // From the top of the page, backwards is the short way to its end.
    await keys.use("button", "Next page", "Enter", "Shift+Tab");
    await expect(pages).toContainText("51 to 100 of 10,000");
    await console.expectAnnounced(/^51 to 100 of 10,000$/);
    await expect(pages.getByRole("button", { name: "Next page" })).toBeFocused();
    await keys.use("button", "Previous page", "Space", "Shift+Tab");
    await expect(pages).toContainText("1 to 50 of 10,000");
    // The way back ends there, and one can still read why.
    await expect(pages.getByRole("button", { name: "Previous page" })).toBeFocused();

    const role = page.getByRole("columnheader", { name: "Role" });
    await keys.in(role).use("button", "Role");
    await expect(role).toHaveAttribute("aria-sort", "ascending");
    await keys.press("Space");
    await expect(role).toHaveAttribute("aria-sort", "descending");
    await expect(role.getByRole("button")).toBeFocused();

    await keys.to("searchbox", "Search by label, ARN, account or ID", "Shift+Tab");
    await keys.type("333344445555");
    await console.expectAnnounced(/roles? found/);
    await expect(rows.filter({ hasNotText: "333344445555" })).toHaveCount(0);
    await expect(page.getByRole("searchbox")).toBeFocused();
    await keys.to("combobox", "Status");
    await keys.press("ArrowDown");
    await expect(page).toHaveURL(/status=in-progress/);
    await expect(page.getByRole("combobox", { name: "Status" })).toBeFocused();
    await expect(rows.filter({ hasNotText: "in progress" })).toHaveCount(0);
    await keys.to("searchbox", "Search by label, ARN, account or ID", "Shift+Tab");
    await keys.retype("nowhere");
    await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
    await expect(page.getByRole("searchbox")).toBeFocused();
    await keys.use("button", "Show all roles");
    await expect(pages).toContainText("1 to 50 of 10,000");
    await expect(page.getByRole("searchbox")).toHaveValue("");
    await expect(console.heading).toBeFocused();
  });
});
