import { expectAccessible } from "../fixtures/axe";
import { OWNER, PASSWORD, PROJECT, VIEWER } from "../fixtures/console";
import { expect, PROVIDER, test } from "../fixtures/identity";

test.use({ signedInAs: null });

const BUTTON = { name: `Sign in with ${PROVIDER}`, exact: true };

test("a person signs in at the provider, and is at the page that was asked for", async ({
  page,
  console,
  provider,
  backend,
}) => {
  const wanted = `/projects/${PROJECT}/integrations/aws-iam-roles?search=atlas&status=authorized`;
  await page.goto(wanted);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expectAccessible(page);
  await page.getByRole("button", BUTTON).click();

  await provider.signIn(page, "ada");

  await expect(console.heading).toHaveText("AWS IAM Role Access");
  expect(console.path).toBe(wanted);
  await expect(page.getByRole("button", { name: "ada@example.com" })).toBeVisible();
  const session = (await page.context().cookies()).find(({ name }) => name === "console-session");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Strict" });
  const cookies = (await page.context().cookies(backend.url)).map(({ name }) => name);
  expect(cookies).not.toContain("console-sign-in");

  // Reloaded, the session is still there; signed out, it is not.
  await page.reload();
  await expect(console.heading).toHaveText("AWS IAM Role Access");
  await page.getByRole("button", { name: "ada@example.com" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
});

test("what a group gave is told where members are", async ({ page, console, provider }) => {
  await page.goto(`/projects/${PROJECT}/members`);
  await page.getByRole("button", BUTTON).click();
  await provider.signIn(page, "ada");
  const row = console.row("ada@example.com");
  await expect(row).toContainText("By a group at the identity provider");
  await expect(row.getByRole("button")).toHaveCount(0);
  await expect(console.row(VIEWER).getByRole("combobox")).toHaveCount(1);
});

test("each way back without a session says why, and what to do", async ({ page, console, provider }) => {
  const alert = page.getByRole("alert");
  await page.goto("/sign-in");
  await page.getByRole("button", BUTTON).click();
  await provider.turnBack(page);
  await expect(alert).toContainText(`${PROVIDER} did not let you in here, or you did not agree there`);
  await expectAccessible(page);

  await page.getByRole("button", BUTTON).click();
  await provider.signIn(page, "uma");
  await expect(alert).toContainText("has not verified your email address. Confirm it there");

  // The provider knows who this is by now, so it is another browser for it.
  await page.context().clearCookies();
  await page.getByRole("button", BUTTON).click();
  await provider.signIn(page, "eve");
  await expect(alert).toContainText(`None of your groups at ${PROVIDER} opens Atlas`);

  await page.goto("/api/console/v1/sign-in/example/callback?code=x&state=y");
  await expect(alert).toContainText("did not begin in this browser");
  await expect(console.heading).toHaveText("Sign in");
});

test("an account with a password is linked by signing in with it once", async ({
  page,
  console,
  provider,
}) => {
  await page.goto("/sign-in");
  await page.getByRole("button", BUTTON).click();
  await provider.signIn(page, "viewer");
  await expect(page.getByRole("alert")).toContainText("has an account with a password here");
  await page.getByRole("textbox", { name: "Email address" }).fill(VIEWER);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(console.heading).toHaveText("Projects");
  await page.getByRole("button", { name: VIEWER }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();

  await page.getByRole("button", BUTTON).click();
  await expect(console.heading).toHaveText("Projects");
  await expect(page.getByRole("button", { name: VIEWER })).toBeVisible();
});

test("a provider that is down is said to be, and a password signs in all the same", async ({
  page,
  console,
  provider,
}) => {
  await provider.stop();
  await page.goto("/sign-in");
  await page.getByRole("button", BUTTON).click();
  await expect(page.getByRole("alert")).toContainText(`${PROVIDER} gives no answer`);
  await page.getByRole("textbox", { name: "Email address" }).fill(OWNER);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(console.heading).toHaveText("Projects");
});
