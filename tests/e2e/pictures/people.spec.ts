import { join } from "node:path";

import { expect, OWNER, PROJECT, signIn, VIEWER } from "../fixtures/console";
import { start } from "../fixtures/program";
import { CREATE } from "../pages/authorize";
import { dismiss, menu, take, test } from "./take";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

/** Somebody who is invited, and the password that they choose. */
const NEWCOMER = "ada@example.com";
const PASSWORD = "correct horse battery";

test("members and an invitation", async ({ page, console, backend }) => {
  await page.goto(`${project}/members`);
  await expect(console.row(VIEWER)).toBeVisible();
  await take(page, "members");
  await console.row(VIEWER).getByRole("button", { name: /^Remove/ }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await take(page, "members-remove");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add a member" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a member" });
  await dialog.getByRole("textbox", { name: "Email address" }).fill("ada");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog.getByRole("textbox", { name: "Email address" })).toHaveAttribute("aria-invalid", "true");
  await take(page, "members-add");
  await dialog.getByRole("textbox", { name: "Email address" }).fill("ada@example.com");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  const told = page.getByRole("dialog", { name: "Pass this link on" });
  const link = await console.copied(told.getByRole("button", { name: "Copy invitation link" }));
  backend.secrets.add(link.split("#")[1] ?? "");
  await take(page, "members-link", { varies: [told.getByRole("figure")] });
  await told.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("table", { name: "Invitations" })).toBeVisible();
  await take(page, "members-invited");

  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByRole("button", { name: "Create account" })).toBeVisible();
  await take(page, "join");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Password")).toHaveAttribute("aria-invalid", "true");
  await take(page, "join-fault");
  await page.goto("/join#0000");
  await page.reload();
  await expect(console.heading).toHaveText("This invitation can't be used");
  await take(page, "join-refused");
});

test("an invitation for somebody who has an account", async ({ page, context, console, backend }) => {
  await page.goto(`${project}/members`);
  await page.getByRole("button", { name: "Add a member" }).click();
  await page.getByRole("textbox", { name: "Email address" }).fill(NEWCOMER);
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  const link = await console.copied(page.getByRole("button", { name: "Copy invitation link" }));
  backend.secrets.add(link.split("#")[1] ?? "");
  // The operator makes the account meanwhile.
  const { id } = (await backend.admin(["project", "add", "Shop"])) as { id: string };
  backend.secrets.add(PASSWORD);
  await backend.admin(["user", "add", NEWCOMER, "--project", id, "--role", "owner"], PASSWORD);
  await context.clearCookies();
  await page.goto(link);
  await expect(page.getByRole("link", { name: "Sign in and join" })).toBeVisible();
  await take(page, "join-has-account");
  await signIn(context, backend, NEWCOMER, PASSWORD);
  await page.reload();
  await expect(page.getByRole("button", { name: "Join" })).toBeVisible();
  await take(page, "join-as-oneself");
});

test("members by the organization, and an owner who leaves", async ({ page, console, backend }) => {
  await page.goto(`${project}/members`);
  await console.row(VIEWER).getByRole("combobox").selectOption("Owner");
  await expect(page.getByRole("dialog")).toBeVisible();
  await take(page, "members-make-owner");
  await page.getByRole("dialog").getByRole("button", { name: "Make an owner" }).click();
  await dismiss(page);
  await console.row(VIEWER).getByRole("combobox").selectOption("Read-only");
  await expect(page.getByRole("dialog")).toBeVisible();
  await take(page, "members-make-viewer");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.mouse.move(0, 0);
  await console.row(OWNER).getByRole("combobox").selectOption("Read-only");
  await expect(page.getByRole("dialog")).toBeVisible();
  await take(page, "members-step-down");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await console.row(OWNER).getByRole("button", { name: "Leave" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await take(page, "members-leave");
  await backend.admin(["owner", "add", OWNER]);
  await page.reload();
  await expect(console.row(OWNER)).toContainText("Whoever owns the organization");
  await take(page, "members-organization");
});

test.describe("a viewer", () => {
  test.use({ signedInAs: VIEWER });

  test("members, access keys and projects", async ({ page, console, backend }) => {
    const made = ["key", "add", "--project", PROJECT, "--role", "read-only", "--label", "deploys"];
    const { privateKey } = (await backend.admin(made)) as { privateKey: string };
    backend.secrets.add(privateKey);
    await page.goto(`${project}/access-keys`);
    await expect(console.row("deploys")).toBeVisible();
    await take(page, "access-keys-read-only", { varies: [console.row("deploys").locator(".mono")] });
    await page.goto(`${project}/members`);
    await take(page, "members-read-only");
    await console.row(VIEWER).getByRole("button", { name: "Leave" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
    await expect(console.heading).toHaveText("Projects");
    await dismiss(page);
    await take(page, "projects-none");
    await backend.admin(["owner", "add", OWNER]);
    await page.reload();
    await expect(page.getByRole("button", { name: "New project" })).toHaveCount(0);
    await take(page, "projects-none-read-only");
  });
});

test("a session that has ended, and a wrong password", async ({ page, console, backend }) => {
  await page.goto(`${project}/members`);
  await expect(console.row(VIEWER)).toBeVisible();
  await page.request.delete("/api/console/v1/session", { headers: { origin: backend.url } });
  await page.getByRole("link", { name: "Activity" }).click();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.getByLabel("Password").fill("wrong");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await take(page, "session-ended-refused");
});

test.describe("an empty console", () => {
  test.use({ signedInAs: null });

  test("is set up by its first owner", async ({ page, console, backend }) => {
    const args = ["serve", "--listen", "127.0.0.1:0", "--database", `sqlite:${join(backend.folder, "empty.db")}`];
    const empty = await start(process.env["CONSOLE_BACKEND"] ?? "", args, {}, /^first owner: (\S+)$/m);
    try {
      await page.goto(empty.ready[1] ?? "");
      await expect(console.heading).toHaveText("Set up Atlas");
      await take(page, "set-up");
    } finally {
      await empty.stop();
    }
  });
});

test("sessions", async ({ page, console, backend, browser }) => {
  const userAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const elsewhere = await browser.newContext({ userAgent, baseURL: backend.url });
  await signIn(elsewhere, backend, OWNER);
  await elsewhere.close();
  await page.goto("/sessions");
  await expect(console.row("Firefox on Windows")).toBeVisible();
  await take(page, "sessions");
  await take(page, "sessions-menu", { open: menu(page, page.getByRole("button", { name: OWNER })) });
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await take(page, "sessions-end-all");
});

test("another project", async ({ page, backend }) => {
  for (const name of ["Shop", "Shop (staging)", "Reports"]) {
    const headers = { origin: backend.url };
    const answer = await page.request.post("/api/console/v1/projects", { data: { name }, headers });
    expect(answer.status()).toBe(201);
  }
  await page.goto(`${project}/clusters`);
  await page.getByRole("button", { name: "Switch project" }).click();
  const dialog = page.getByRole("dialog", { name: "Switch project" });
  await expect(dialog.getByRole("link")).toHaveCount(4);
  await take(page, "project-switcher");
  await dialog.getByRole("searchbox").fill("nowhere");
  await expect(dialog.getByText("No project of yours")).toBeVisible();
  await take(page, "project-switcher-none");
});

test("another of many projects", async ({ page, backend }) => {
  const headers = { origin: backend.url };
  for (let number = 10; number < 34; number++) {
    const answer = await page.request.post("/api/console/v1/projects", { data: { name: `Shop ${number}` }, headers });
    expect(answer.status()).toBe(201);
  }
  await page.goto(`${project}/clusters`);
  await page.getByRole("button", { name: "Switch project" }).click();
  const dialog = page.getByRole("dialog", { name: "Switch project" });
  await expect(dialog.getByRole("link")).toHaveCount(20);
  await take(page, "project-switcher-many");
  await take(page, "project-switcher-more", { at: dialog.getByRole("link").last() });
});

test("before the list of roles is there", async ({ page }) => {
  await page.route(/\/api\/console\/v1\/projects\/[0-9a-f]+\/roles/, () => undefined);
  await page.goto(roles);
  await expect(page.locator(".skeleton").first()).toBeVisible();
  await take(page, "roles-loading", { waits: true });
});

test("a program that breaks down", async ({ page, console, complaints }) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.failOnce();
  await console.authorize.roleName.fill("no name");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await take(page, "broken");
  complaints.splice(0);
});

test.describe("in German", () => {
  test.use({ locale: "de-DE", scenario: "unhealthy" });

  test("the list of roles and the modal", async ({ page, console }) => {
    await page.goto(roles);
    await expect(console.row("ok-data-lake")).toBeVisible();
    await take(page, "german-roles");
    await page.getByRole("button", { name: "AWS-IAM-Rolle autorisieren" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Weiter" }).click();
    await dialog.getByRole("button", { name: "Neue Rolle mit der AWS CLI erstellen" }).click();
    await expect(dialog.getByText("Gespeichert", { exact: true })).toBeVisible();
    await take(page, "german-authorize");
    await page.goto(`${project}/advanced`);
    await page.getByRole("switch").click();
    await expect(page.getByRole("combobox").first()).toBeVisible();
    await take(page, "german-advanced");
  });
});
