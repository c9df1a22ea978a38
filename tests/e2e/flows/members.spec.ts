import { expectAccessible } from "../fixtures/axe";
import { expect, OWNER, PROJECT, PROJECT_NAME, test, VIEWER } from "../fixtures/console";

const members = `/projects/${PROJECT}/members`;
const NEWCOMER = "ada@example.com";
const PASSWORD = "correct horse battery";

test("an owner adds somebody who has an account, changes the role, and removes them", async ({
  page,
  console,
  backend,
}) => {
  const { id } = (await backend.admin(["project", "add", "Shop"])) as { id: string };
  backend.secrets.add(PASSWORD);
  await backend.admin(["user", "add", NEWCOMER, "--project", id, "--role", "owner"], PASSWORD);

  await page.goto("/projects");
  await page.getByRole("link", { name: PROJECT_NAME }).click();
  await page.getByRole("link", { name: "Members" }).click();
  await expect(console.heading).toHaveText("Members");
  await expect(console.row(OWNER)).toContainText("The last owner stays");
  await expect(console.row(OWNER).getByRole("button")).toHaveCount(0);

  await page.getByRole("button", { name: "Add a member" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a member" });
  const email = dialog.getByRole("textbox", { name: "Email address" });
  await expect(email).toBeFocused();
  await email.fill("ada");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(email).toHaveAccessibleDescription(/looks like somebody@example.com/);
  await expect(email).toBeFocused();
  // Who is in the field already is told, too.
  await email.press("Enter");
  await console.expectAnnounced(/looks like somebody@example.com/);
  await expectAccessible(page);
  await email.fill(NEWCOMER);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await console.expectAnnounced(/ada@example.com is a member now/);
  await expect(dialog).toBeHidden();

  const row = console.row(NEWCOMER);
  const role = row.getByRole("combobox", { name: `Role of ${NEWCOMER}` });
  await expect(role).toHaveValue("read-only");
  await role.focus();
  await role.selectOption("Owner");
  const promotion = page.getByRole("dialog", { name: `Make ${NEWCOMER} an owner?` });
  await expect(promotion).toBeVisible();
  await expectAccessible(page);
  await promotion.getByRole("button", { name: "Cancel" }).click();
  await expect(role).toBeFocused();
  await expect(role).toHaveValue("read-only");
  await console.makeOwner(NEWCOMER);
  await console.expectAnnounced(/ada@example.com is an owner now/);
  await role.selectOption("Read-only");
  const demotion = page.getByRole("dialog", { name: `Let ${NEWCOMER} only read?` });
  await demotion.getByRole("button", { name: "Make read-only" }).click();
  await console.expectAnnounced(/ada@example.com may only read now/);
  await expect(console.row(OWNER)).toContainText("The last owner stays");
  await console.makeOwner(NEWCOMER);
  // So the first owner is not the last any more.
  await expect(console.row(OWNER).getByRole("button", { name: "Leave" })).toBeVisible();
  await expectAccessible(page);

  await row.getByRole("button", { name: `Remove: ${NEWCOMER}` }).click();
  const question = page.getByRole("dialog", { name: `Remove ${NEWCOMER}?` });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expectAccessible(page);
  await question.getByRole("button", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
  await expect(console.row(OWNER)).toContainText("The last owner stays");

  await page.getByRole("link", { name: "Activity" }).click();
  for (const what of ["Removed a member", "Changed the role of a member", "Added a member"]) {
    await expect(console.row(what).first()).toContainText(NEWCOMER);
  }
});

test("giving up one's own ownership is asked about, and a refusal is told where it was asked", async ({ page, console }) => {
  await page.goto(members);
  await console.makeOwner(VIEWER);
  await console.expectAnnounced(/viewer@example.com is an owner now/);
  const role = console.row(OWNER).getByRole("combobox");
  await role.selectOption("Read-only");
  const question = page.getByRole("dialog", { name: "Give up ownership of this project?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toHaveCount(0);
  await expect(role).toHaveValue("owner");

  await role.selectOption("Read-only");
  await page.context().setOffline(true);
  await question.getByRole("button", { name: "Give up ownership" }).click();
  await expect(question.getByRole("alert")).toBeVisible();
  await page.context().setOffline(false);
  await question.getByRole("button", { name: "Give up ownership" }).click();
  await expect(page.getByText("Only an owner of the project can change who is in it")).toBeVisible();
  await expect(page.getByRole("main").getByRole("combobox")).toHaveCount(0);
});

test("a member who has gone meanwhile is told by the address", async ({ page, console }) => {
  await page.goto(members);
  await console.row(VIEWER).getByRole("combobox").selectOption("Owner");
  const api = `/api/console/v1/projects/${PROJECT}/members`;
  const { members: all } = await (await page.request.get(api)).json();
  const { id } = all.find((member: { email: string }) => member.email === VIEWER);
  const headers = { origin: new URL(page.url()).origin };
  expect((await page.request.delete(`${api}/${id}`, { headers })).ok()).toBe(true);
  await page.getByRole("dialog").getByRole("button", { name: "Make an owner" }).click();
  await console.expectAnnounced(/viewer@example.com is no member any more/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(console.row(VIEWER)).toHaveCount(0);
  await expect(console.heading).toBeFocused();
});

test("a role that can't be changed without a connection is told once, and stays as it was", async ({ page, console, context }) => {
  await page.goto(members);
  const role = page.getByRole("combobox", { name: `Role of ${VIEWER}` });
  const question = page.getByRole("dialog");
  const before = await role.inputValue();
  await context.setOffline(true);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname.split("/").at(-1)}`));
  await console.makeOwner(VIEWER);
  await expect(question.getByRole("alert")).toContainText("can't be reached");
  // Whatever was asked for meanwhile was asked before this.
  await page.evaluate(() => fetch("/api/console/v1/session").catch(() => {}));
  expect(asked.filter((request) => request.startsWith("GET"))).toEqual(["GET session"]);
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(role).toHaveValue(before);
  await expect(console.heading).toHaveText("Members");
  await context.setOffline(false);
});

test("an owner leaves when somebody else is one", async ({ page, console }) => {
  await page.goto(members);
  await console.makeOwner(VIEWER);
  await console.row(OWNER).getByRole("button", { name: "Leave" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL("/projects");
  await expect(page.getByRole("link", { name: PROJECT_NAME })).toHaveCount(0);
  const gone = await page.request.get(`/api/console/v1/projects/${PROJECT}`);
  expect(gone.status()).toBe(404);
});

test("somebody without an account gets a link, chooses a password, and is in", async ({
  page,
  console,
  backend,
  browser,
}) => {
  backend.secrets.add(PASSWORD);
  await page.goto(members);
  await page.getByRole("button", { name: "Add a member" }).click();
  await page.getByRole("textbox", { name: "Email address" }).fill(NEWCOMER);
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  const told = page.getByRole("dialog", { name: "Pass this link on" });
  await expect(told.getByRole("heading", { name: "Pass this link on" })).toBeFocused();
  await expectAccessible(page);
  const link = await console.copied(told.getByRole("button", { name: "Copy invitation link" }));
  expect(link).toMatch(new RegExp(`^${backend.url}/join#[0-9a-f]{64}$`));
  backend.secrets.add(link.split("#")[1] ?? "");
  await told.getByRole("button", { name: "Done" }).click();
  const invitations = page.getByRole("table", { name: "Invitations" });
  await expect(invitations.getByRole("row").filter({ hasText: NEWCOMER })).toContainText("in 7 days");

  const other = await browser.newContext();
  const ada = await other.newPage();
  await ada.goto(link);
  await expect(ada).toHaveTitle(`Join ${PROJECT_NAME} · Atlas`);
  await expect(ada.getByText("You are invited to read")).toBeVisible();
  await expectAccessible(ada);
  const password = ada.getByLabel("Password");
  await password.fill("short");
  await ada.getByRole("button", { name: "Create account" }).click();
  await expect(password).toHaveAccessibleDescription(/at least 8 characters/);
  await expect(password).toBeFocused();
  await password.fill(PASSWORD);
  await ada.getByRole("button", { name: "Create account" }).click();
  await expect(ada.getByRole("heading", { level: 1 })).toHaveText("Integrations");
  await expect(ada.getByRole("button", { name: NEWCOMER })).toBeVisible();
  for (const { value } of await other.cookies()) backend.secrets.add(value);

  // The link works once.
  await ada.goto(link);
  await expect(ada.getByRole("heading", { level: 1 })).toHaveText("This invitation can't be used");
  await expectAccessible(ada);
  await other.close();
});

test("whoever has an account signs in by the link and joins", async ({ page, console, backend, browser }) => {
  const { id } = (await backend.admin(["project", "add", "Shop"])) as { id: string };
  await page.goto(members);
  await page.getByRole("button", { name: "Add a member" }).click();
  await page.getByRole("textbox", { name: "Email address" }).fill(NEWCOMER);
  await page.getByRole("dialog").getByRole("combobox").selectOption("owner");
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  const told = page.getByRole("dialog", { name: "Pass this link on" });
  const link = await console.copied(told.getByRole("button", { name: "Copy invitation link" }));
  // The operator makes the account meanwhile.
  backend.secrets.add(PASSWORD);
  await backend.admin(["user", "add", NEWCOMER, "--project", id, "--role", "owner"], PASSWORD);

  const other = await browser.newContext();
  const ada = await other.newPage();
  await ada.goto(link);
  await expect(ada.getByText(`${NEWCOMER} has an account already`)).toBeVisible();
  await ada.getByRole("link", { name: "Sign in and join" }).click();
  await ada.getByRole("textbox", { name: "Email address" }).fill(NEWCOMER);
  await ada.getByLabel("Password").fill(PASSWORD);
  await ada.getByRole("button", { name: "Sign in" }).click();
  await expect(ada.getByText(`You join as ${NEWCOMER}.`)).toBeVisible();
  await expectAccessible(ada);
  await ada.getByRole("button", { name: "Join" }).click();
  await expect(ada.getByRole("heading", { level: 1 })).toHaveText("Integrations");
  await ada.getByRole("link", { name: "Members" }).click();
  await expect(ada.getByRole("button", { name: "Add a member" })).toBeVisible();
  for (const { value } of await other.cookies()) backend.secrets.add(value);
  await other.close();
});

test("an invitation is taken back", async ({ page, console }) => {
  await page.goto(members);
  await page.getByRole("button", { name: "Add a member" }).click();
  await page.getByRole("textbox", { name: "Email address" }).fill(NEWCOMER);
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("button", { name: "Done" }).click();
  // Its link was not copied, and need not be.
  await page.getByRole("button", { name: "Close anyway" }).click();
  await page.getByRole("button", { name: `Withdraw: ${NEWCOMER}` }).click();
  await console.expectAnnounced(/taken back/);
  await expect(page.getByRole("table", { name: "Invitations" })).toHaveCount(0);
});

test.describe("of a viewer", () => {
  test.use({ signedInAs: VIEWER });

  test("the members are there, and why they can't be changed", async ({ page, console }) => {
    await page.goto(members);
    await expect(console.row(OWNER)).toContainText("Owner");
    await expect(page.getByText("Only an owner of the project can change who is in it")).toBeVisible();
    await expect(page.getByRole("button", { name: "Add a member" })).toHaveCount(0);
    await expect(page.getByRole("main").getByRole("combobox")).toHaveCount(0);
    await expect(console.row(OWNER).getByRole("button")).toHaveCount(0);
  });

  test("a viewer may leave", async ({ page, console }) => {
    await page.goto(members);
    await console.row(VIEWER).getByRole("button", { name: "Leave" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
    await expect(page).toHaveURL("/projects");
    await expect(page.getByRole("link", { name: PROJECT_NAME })).toHaveCount(0);
  });
});
