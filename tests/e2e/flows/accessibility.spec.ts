import { expectAccessible } from "../fixtures/axe";
import { expect, PROJECT, test } from "../fixtures/console";
import { CREATE, EXISTING } from "../pages/authorize";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

test.describe("signed out", () => {
  test.use({ signedInAs: null });

  test("the sign-in page, also with errors", async ({ page, console }) => {
    await page.goto("/sign-in");
    await expect(console.heading).toHaveText("Sign in");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByLabel("Password")).toHaveAttribute("aria-invalid", "true");
    await expectAccessible(page);
    await console.signIn("owner@example.com", "wrong");
    await expect(page.getByRole("alert")).toBeVisible();
    await expectAccessible(page);
  });
});

for (const [path, title] of [
  ["/projects", "Projects"],
  ["/sessions", "Sessions"],
  [`${project}/integrations`, "Integrations"],
  [roles, "AWS IAM Role Access"],
  [`${project}/advanced`, "Advanced"],
  [`${project}/clusters`, "Clusters"],
  [`${project}/members`, "Members"],
  [`${project}/access-keys`, "Access Keys"],
  [`${project}/activity`, "Activity"],
  ["/nowhere", "Page not found"],
  ["/projects/64b0000000000000000000ff/integrations", "No such project"],
] as const) {
  test(`${title}, with nothing in it`, async ({ page, console }) => {
    await page.goto(path);
    await expect(console.heading.last()).toHaveText(title);
    await expect(page.getByText("Loading")).toHaveCount(0);
    await expectAccessible(page);
  });
}

test.describe("with roles", () => {
  test.use({ scenario: "role-encryption" });

  for (const [path, content] of [
    [`${project}/integrations`, "Edit"],
    [roles, "Encryption at rest"],
    [`${project}/advanced`, "Reached by"],
    [`${project}/clusters`, "Manage your own encryption keys"],
    [`${project}/activity`, "from 127.0.0.1"],
  ] as const) {
    test(`${path.split("/").at(-1)}, with something in it`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByText(content).first()).toBeVisible();
      await expectAccessible(page);
    });
  }

  test("the details of a role", async ({ page, console }) => {
    await page.goto(roles);
    await console.row("authorized").first().getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await expect(page.getByText("External ID", { exact: true })).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe("with a role in progress", () => {
  test.use({ scenario: "in-progress" });

  test("the list, a row's menu and both questions before a role is deleted", async ({
    page,
    console,
  }) => {
    await page.goto(roles);
    await expect(console.row("in progress")).toBeVisible();
    await expectAccessible(page);
    await console.row("in progress").getByRole("button", { name: "More actions" }).click();
    await expect(page.getByRole("menuitem", { name: "View Role Details" })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    for (const status of ["in progress", "authorized"]) {
      await console.row(status).getByRole("button", { name: "Delete" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
    }
  });
});

test("the Options menu and the menu of the person", async ({ page, console }) => {
  await page.goto(`${project}/integrations`);
  await console.optionsButton.click();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "owner@example.com" }).click();
  await expectAccessible(page);
});

test("the dialog of a new project, with an error", async ({ page }) => {
  await page.goto("/projects");
  await page.getByRole("button", { name: "New project" }).click();
  await page.getByRole("button", { name: "Create project" }).click();
  await expect(page.getByRole("textbox", { name: "Project name" })).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
});

test("the modal: overview and both procedures", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorizeButton.click();
  await expect(console.authorize.next).toBeVisible();
  await expectAccessible(page);
  await console.authorize.next.click();
  await expect(console.authorize.procedure(CREATE)).toBeVisible();
  await expectAccessible(page);
  for (const procedure of [EXISTING, CREATE]) {
    await console.authorize.open(procedure);
    await expectAccessible(page);
  }
});

test("the modal: errors at the fields, and refusals", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.roleName.fill("no spaces");
  await console.authorize.submit("none");
  await console.authorize.expectFault(console.authorize.roleArn, /ARN/);
  await expectAccessible(page);
  for (const name of ["denied-role", "open-role"]) {
    await console.authorize.submit(`arn:aws:iam::000000000000:role/${name}`);
    await expect(console.authorize.refusal).toBeVisible();
    await expectAccessible(page);
  }
});

test.describe("while a validation waits", () => {
  test.use({ propagationWindow: 60 });

  test("the modal, also without a connection", async ({ page, console, backend }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.submit("arn:aws:iam::000000000000:role/denied-role");
    await expect(console.authorize.checks).toContainText("trying again");
    await expectAccessible(page);
    await backend.stop();
    await expect(console.authorize.dialog.getByText("The connection is lost")).toBeVisible();
    await expectAccessible(page);
  });
});

test("the question of an ended session", async ({ page, console, backend }) => {
  await page.goto(roles);
  await expect(console.authorizeButton).toBeVisible();
  await page.request.delete("/api/console/v1/session", { headers: { origin: backend.url } });
  await console.authorizeButton.click();
  await console.authorize.next.click();
  await expect(page.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
  await expectAccessible(page);
});

test("a page that could not be loaded", async ({ page, console, context }) => {
  // Of the same part of the program as the page that comes, so that only its data is missing.
  await page.goto(`${project}/integrations`);
  await expect(console.heading).toHaveText("Integrations");
  await context.setOffline(true);
  await page.getByRole("link", { name: "Activity" }).click();
  await expect(page.getByRole("alert")).toContainText("The server can't be reached");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("alert")).toContainText("The server can't be reached");
  // Once there is a connection again nobody has to ask for it.
  await context.setOffline(false);
  await expect(page.getByRole("heading", { name: "Nothing has happened yet" })).toBeVisible();
});
