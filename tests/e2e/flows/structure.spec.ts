import type { Page } from "@playwright/test";

import { expect, PROJECT, test } from "../fixtures/console";
import { CREATE } from "../pages/authorize";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

test("what a screen reader is told of the modal", async ({ page, console }) => {
  await page.goto(`${roles}/authorize`);
  await expect(console.authorize.next).toBeVisible();
  await expect(console.authorize.dialog).toMatchAriaSnapshot(`
    - dialog "Authorize an AWS IAM Role":
      - heading "Authorize an AWS IAM Role" [level=2]
      - button "Close"
      - heading "What you will do" [level=3]
      - list:
        - listitem
        - listitem
        - listitem
        - listitem
      - heading "What the words mean" [level=3]
      - button "Cancel"
      - button "Next"
  `);
  await console.authorize.next.click();
  await console.authorize.open(CREATE);
  await expect(console.authorize.dialog).toMatchAriaSnapshot(`
    - dialog "Authorize an AWS IAM Role":
      - heading "Create New Role with the AWS CLI" [level=3]:
        - button "Create New Role with the AWS CLI" [expanded]
      - group "Create New Role with the AWS CLI":
        - list:
          - listitem:
            - figure "Trust policy":
              - button "Copy trust policy"
            - link "Download"
          - listitem:
            - textbox "Role name"
          - listitem:
            - tablist "Ways to create the role":
              - tab "AWS CLI" [selected]
              - tab "Terraform"
              - tab "CloudFormation"
            - tabpanel "AWS CLI":
              - paragraph:
                - link "install the AWS CLI (opens in a new tab)":
                  - /url: https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-install.html
              - figure "Command":
                - button "Copy command" [disabled]
          - listitem:
            - textbox "Enter the Role ARN"
            - button "Validate and Finish"
      - heading "Add Trust Relationships to an Existing Role" [level=3]:
        - button "Add Trust Relationships to an Existing Role"
      - button "Cancel"
  `);
});

/** The main part of a page, as it is kept in tests/e2e/structure; numbers, dates and IDs in it are patterns. */
async function expectStructure(page: Page, name: string): Promise<void> {
  await expect(page.getByText("Loading")).toHaveCount(0);
  await expect(page.locator("main")).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
}

test.describe("signed out", () => {
  test.use({ signedInAs: null });

  test("the structure of the sign-in page", async ({ page, console }) => {
    await page.goto("/sign-in");
    await expect(console.heading).toHaveText("Sign in");
    await expectStructure(page, "sign-in");
  });
});

for (const [name, path, title] of [
  ["projects", "/projects", "Projects"],
  ["sessions", "/sessions", "Sessions"],
  ["integrations", `${project}/integrations`, "Integrations"],
  ["roles", roles, "AWS IAM Role Access"],
  ["advanced", `${project}/advanced`, "Advanced"],
  ["clusters", `${project}/clusters`, "Clusters"],
  ["members", `${project}/members`, "Members"],
  ["access-keys", `${project}/access-keys`, "Access Keys"],
  ["activity", `${project}/activity`, "Activity"],
  ["not-found", "/nowhere", "Page not found"],
  ["no-such-project", "/projects/64b0000000000000000000ff/integrations", "No such project"],
  ["no-such-page", `${project}/nowhere`, "Page not found"],
  ["no-such-role", `${roles}/64b0000000000000000000ff`, "Role details"],
  ["join-without-invitation", "/join#0000", "This invitation can't be used"],
] as const) {
  test(`the structure of ${name} with nothing in it`, async ({ page, console }) => {
    await page.goto(path);
    await expect(console.heading.last()).toHaveText(title);
    await expectStructure(page, `${name}-empty`);
  });
}

test("the structure of the API reference", async ({ page, console }) => {
  await page.goto("/api/reference");
  await expect(console.heading).toHaveText("API reference");
  await expectStructure(page, "api-reference");
});

test.describe("with something in it", () => {
  test.use({ scenario: "role-encryption" });

  for (const [name, path, content] of [
    ["integrations", `${project}/integrations`, "Edit"],
    ["roles", roles, "Encryption at rest"],
    ["advanced", `${project}/advanced`, "Reached by"],
    ["clusters", `${project}/clusters`, "Manage your own encryption keys"],
    // What a scenario has done at one moment has no order.
    ["activity", `${project}/activity?action=encryption-enabled`, "from 127.0.0.1"],
  ] as const) {
    test(`the structure of ${name}`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByText(content).first()).toBeVisible();
      await expectStructure(page, name);
    });
  }

  test("the structure of a role's details", async ({ page, console }) => {
    await page.goto(roles);
    await console.row("authorized").first().getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await expect(page.getByText("External ID", { exact: true })).toBeVisible();
    await expectStructure(page, "role-details");
  });
});

test.describe("with a role in progress", () => {
  test.use({ scenario: "in-progress" });

  test("the structure of its details", async ({ page, console }) => {
    await page.goto(roles);
    await console.row("in progress").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await expect(page.getByText("External ID", { exact: true })).toBeVisible();
    await expectStructure(page, "role-details-in-progress");
  });
});

test.describe("with credentials", () => {
  test.use({ scenario: "credentials-encryption" });

  test("the structure of advanced, also with the form of the switch", async ({ page, console }) => {
    await page.goto(`${project}/advanced`);
    await expect(page.getByText("Customer master key", { exact: true })).toBeVisible();
    await expectStructure(page, "advanced-credentials");
    await console.advanced.grant.getByRole("button", { name: "Configure" }).click();
    await expect(console.advanced.role).toBeVisible();
    await expectStructure(page, "advanced-switch");
  });
});

test("the structure of access keys, of members with an invitation, and of the invitation", async ({ page, console, backend }) => {
  const made = ["key", "add", "--project", PROJECT, "--role", "read-only", "--label", "deploys"];
  const { privateKey } = (await backend.admin(made)) as { privateKey: string };
  backend.secrets.add(privateKey);
  await page.goto(`${project}/access-keys`);
  await expect(console.row("deploys")).toBeVisible();
  await expectStructure(page, "access-keys");

  await page.goto(`${project}/members`);
  await page.getByRole("button", { name: "Add a member" }).click();
  await page.getByRole("textbox", { name: "Email address" }).fill("ada@example.com");
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  const told = page.getByRole("dialog", { name: "Pass this link on" });
  const link = await console.copied(told.getByRole("button", { name: "Copy invitation link" }));
  backend.secrets.add(link.split("#")[1] ?? "");
  await told.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("table", { name: "Invitations" })).toBeVisible();
  await expectStructure(page, "members");

  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByRole("button", { name: "Create account" })).toBeVisible();
  await expectStructure(page, "join");
});

test("the structure of the frame around the pages of a project", async ({ page }) => {
  await page.goto(`${project}/integrations`);
  await expect(page.getByRole("navigation", { name: "Project" })).toBeVisible();
  await expect(page.getByRole("banner")).toMatchAriaSnapshot({ name: "banner.aria.yml" });
  await expect(page.getByRole("navigation", { name: "Project" })).toMatchAriaSnapshot({ name: "navigation.aria.yml" });
});
