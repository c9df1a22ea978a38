import { readFile } from "node:fs/promises";

import { OWNER, PROJECT, PROJECT_NAME, VIEWER } from "../fixtures/console";
import { expect, test } from "../fixtures/keyboard";

const project = `/projects/${PROJECT}`;
const NEWCOMER = "ada@example.com";
const OWN_PASSWORD = "correct horse battery";

test("a project is created, and another one switched to by the link and by Enter", async ({ page, console, keys }) => {
  await page.goto("/projects");
  await keys.use("button", "New project");
  const dialog = page.getByRole("dialog", { name: "New project" });
  const name = dialog.getByRole("textbox", { name: "Project name" });
  await expect(name).toBeFocused();
  await keys.press("Enter");
  await expect(name).toHaveAccessibleDescription(/Enter a name/);
  await expect(name).toBeFocused();
  await keys.type("Shop");
  await keys.in(dialog).use("button", "Create project");
  await expect(page).toHaveTitle(/Shop/);
  await expect(console.heading).toHaveText("Integrations");
  await expect(console.heading).toBeFocused();

  await keys.use("button", "Switch project");
  const switcher = page.getByRole("dialog", { name: "Switch project" });
  await expect(switcher.getByRole("searchbox")).toBeFocused();
  await keys.type("start");
  await expect(switcher.getByRole("link")).toHaveText([PROJECT_NAME]);
  await keys.in(switcher).use("link", PROJECT_NAME);
  await expect(switcher).toBeHidden();
  await expect(page).toHaveTitle(new RegExp(PROJECT_NAME));
  await expect(console.heading).toBeFocused();

  await keys.use("button", "Switch project");
  await keys.press("Escape");
  await expect(page.getByRole("button", { name: "Switch project" })).toBeFocused();
  await keys.press("Enter");
  await expect(switcher.getByRole("searchbox")).toBeFocused();
  await keys.type("sho");
  await expect(switcher.getByRole("link")).toHaveText(["Shop"]);
  await keys.press("Enter");
  await expect(page).toHaveTitle(/Shop/);
  await expect(console.heading).toBeFocused();
});

test("a member is added, gets another role, and is removed; an invitation is passed on and taken back", async ({
  page,
  console,
  keys,
  backend,
}) => {
  const { id } = (await backend.admin(["project", "add", "Shop"])) as { id: string };
  backend.secrets.add(OWN_PASSWORD);
  await backend.admin(["user", "add", NEWCOMER, "--project", id, "--role", "owner"], OWN_PASSWORD);
  await page.goto(`${project}/integrations`);
  await keys.use("link", "Members");
  await expect(console.heading).toHaveText("Members");
  await expect(console.heading).toBeFocused();

  await keys.use("button", "Add a member");
  const dialog = page.getByRole("dialog", { name: "Add a member" });
  await expect(dialog.getByRole("textbox", { name: "Email address" })).toBeFocused();
  await keys.type(NEWCOMER);
  await keys.in(dialog).use("button", "Add");
  await console.expectAnnounced(/ada@example.com is a member now/);
  await expect(page.getByRole("button", { name: "Add a member" })).toBeFocused();

  await keys.to("combobox", `Role of ${NEWCOMER}`);
  // On a closed list, an arrow chooses at once.
  await keys.press("ArrowUp");
  await keys.in(page.getByRole("dialog", { name: `Make ${NEWCOMER} an owner?` })).use("button", "Make an owner");
  await console.expectAnnounced(/ada@example.com is an owner now/);
  await expect(page.getByRole("combobox", { name: `Role of ${NEWCOMER}` })).toBeFocused();
  await expect(console.row(OWNER).getByRole("button", { name: "Leave" })).toBeVisible();

  await keys.use("button", `Remove: ${NEWCOMER}`);
  const question = page.getByRole("dialog", { name: `Remove ${NEWCOMER}?` });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await keys.press("Enter");
  await expect(page.getByRole("button", { name: `Remove: ${NEWCOMER}` })).toBeFocused();
  await keys.press("Enter");
  await keys.in(question).use("button", "Remove");
  await expect(console.row(NEWCOMER)).toHaveCount(0);
  await expect(page.getByRole("combobox", { name: `Role of ${VIEWER}` })).toBeFocused();

  await keys.use("button", "Add a member");
  await keys.type("grace@example.com");
  await keys.press("Tab");
  await keys.type("Owner");
  await keys.in(dialog).use("button", "Add");
  const told = page.getByRole("dialog", { name: "Pass this link on" });
  await expect(told.getByRole("heading", { name: "Pass this link on" })).toBeFocused();
  // Nothing is lost by a hasty key.
  await keys.press("Escape");
  await expect(page.getByRole("button", { name: "Stay" })).toBeFocused();
  await keys.press("Enter");
  await expect(told.getByRole("heading", { name: "Pass this link on" })).toBeFocused();
  const link = await keys.in(told).copy("Copy invitation link");
  backend.secrets.add(link.split("#")[1] ?? "");
  await keys.in(told).use("button", "Done");
  await expect(told).toBeHidden();
  await expect(page.getByRole("button", { name: "Add a member" })).toBeFocused();
  await expect(console.row("grace@example.com")).toContainText("Owner");
  await keys.use("button", "Withdraw: grace@example.com");
  await console.expectAnnounced(/taken back/);
  await expect(page.getByRole("table", { name: "Invitations" })).toHaveCount(0);
  await expect(console.heading).toBeFocused();
});

test("an owner makes somebody else one, may only read from then on, and leaves", async ({ page, console, keys }) => {
  await page.goto(`${project}/members`);
  await keys.to("combobox", `Role of ${VIEWER}`);
  await keys.type("O");
  await keys.in(page.getByRole("dialog")).use("button", "Make an owner");
  await console.expectAnnounced(/viewer@example.com is an owner now/);
  await keys.to("combobox", `Role of ${OWNER}`);
  await keys.press("ArrowDown");
  const question = page.getByRole("dialog", { name: "Give up ownership of this project?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await keys.press("Enter");
  const role = page.getByRole("combobox", { name: `Role of ${OWNER}` });
  await expect(role).toBeFocused();
  await expect(role).toHaveValue("owner");
  await keys.press("ArrowDown");
  await keys.in(question).use("button", "Give up ownership");
  await expect(page.getByText("Only an owner of the project can change who is in it")).toBeVisible();
  // The choice has gone, and the row is still there.
  await expect(page.getByRole("button", { name: `Leave: ${OWNER}` })).toBeFocused();
  await keys.press("Enter");
  await keys.in(page.getByRole("dialog")).use("button", "Leave");
  await expect(page).toHaveURL("/projects");
  await expect(console.heading).toBeFocused();
  await expect(page.getByRole("link", { name: PROJECT_NAME })).toHaveCount(0);
});

test("an access key is made, its secret copied, restricted and revoked", async ({ page, console, keys, backend }) => {
  await page.goto(`${project}/access-keys`);
  await keys.use("button", "Create an access key");
  const form = page.getByRole("dialog", { name: "Create an access key" });
  await expect(form.getByRole("textbox", { name: "Name" })).toBeFocused();
  await keys.type("nightly report");
  await keys.in(form).to("combobox", "Expires after");
  await keys.press("Home");
  await keys.in(form).to("textbox", "IP access list");
  await keys.type("127.0.0.1, 10.0.0.0/40");
  await keys.press("Enter");
  const addresses = form.getByRole("textbox", { name: "IP access list" });
  await expect(addresses).toHaveAccessibleDescription(/10\.0\.0\.0\/40/);
  await expect(addresses).toBeFocused();
  await keys.retype("127.0.0.1, 10.0.0.0/24");
  await keys.in(form).use("button", "Create");

  const shown = page.getByRole("dialog", { name: "Copy the secret now" });
  await expect(shown.getByRole("heading", { name: "Copy the secret now" })).toBeFocused();
  const secret = await keys.in(shown).copy("Copy client secret");
  backend.secrets.add(secret);
  await keys.in(shown).use("button", "Done");
  await expect(page.getByText(secret)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Create an access key" }).first()).toBeFocused();
  await expect(console.row("nightly report")).toContainText("in 30 days");

  await keys.use("button", "Access list: nightly report");
  const list = page.getByRole("dialog", { name: "Access list of nightly report" });
  await expect(list.getByRole("textbox")).toBeFocused();
  await keys.retype("10.0.0.0/24");
  await keys.press("Enter");
  await console.expectAnnounced(/The access list was saved/);
  await expect(console.row("nightly report")).not.toContainText("127.0.0.1");
  await expect(page.getByRole("button", { name: "Access list: nightly report" })).toBeFocused();

  await keys.use("button", "Revoke: nightly report");
  const question = page.getByRole("dialog", { name: "Revoke nightly report?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await keys.in(question).use("button", "Revoke");
  await console.expectAnnounced(/nightly report was revoked/);
  await expect(page.getByRole("heading", { name: "No access key yet" })).toBeVisible();
  await expect(console.heading).toBeFocused();
});

test.describe("with a log", () => {
  test.use({ scenario: "unhealthy" });

  test("the activity is filtered and downloaded", async ({ page, keys }) => {
    await page.goto(`${project}/activity`);
    const rows = page.getByRole("table").getByRole("row").filter({ has: page.getByRole("cell") });
    await keys.to("combobox", "What");
    await keys.type("Began an authorization");
    await expect(page).toHaveURL(/action=created/);
    await expect(rows.filter({ hasNotText: "Began an authorization" })).toHaveCount(0);
    await expect(page.getByRole("combobox", { name: "What" })).toBeFocused();
    await keys.to("searchbox", "Filter by who did it");
    await keys.type("dana@example.com");
    await keys.press("Enter");
    await expect(page).toHaveURL(/actor=dana%40example.com/);
    await expect(rows.filter({ hasNotText: "dana@example.com" })).toHaveCount(0);
    await expect(page.getByRole("searchbox")).toBeFocused();

    await keys.use("checkbox", "Only what failed", "Space");
    await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
    await expect(page.getByRole("checkbox")).toBeFocused();
    await keys.use("button", "Show the whole log");
    await expect(rows.filter({ hasText: "Authorized a role" }).first()).toBeVisible();
    // The button has gone with what it was for.
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();

    await keys.use("checkbox", "Only what failed", "Space");
    await expect(rows.filter({ hasNotText: "Failed" })).toHaveCount(0);
    const shown = await rows.count();
    const began = page.waitForEvent("download");
    await keys.use("link", "Download as JSON Lines", "Enter", "Shift+Tab");
    const lines = (await readFile(await (await began).path(), "utf8")).trimEnd().split("\n");
    expect(lines).toHaveLength(shown);
    await expect(page.getByRole("link", { name: "Download as JSON Lines" })).toBeFocused();
  });
});
