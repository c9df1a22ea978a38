import type { PlaywrightWorkerArgs } from "@playwright/test";

import type { Backend } from "../fixtures/backend";
import { OWNER, PASSWORD, PROJECT, PROJECT_NAME, signIn } from "../fixtures/console";
import { expect, test } from "../fixtures/keyboard";
import { CREATE } from "../pages/authorize";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;
const NEWCOMER = "ada@example.com";
const OWN_PASSWORD = "correct horse battery";

/** The path of the link that somebody gets who is invited. */
async function invitation({ request }: PlaywrightWorkerArgs["playwright"], { url }: Backend): Promise<string> {
  const owner = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  await owner.post("/api/console/v1/session", { data: { email: OWNER, password: PASSWORD } });
  const data = { email: NEWCOMER, role: "owner" };
  const answer = await owner.post(`/api/console/v1/projects/${PROJECT}/members`, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
  const { token } = await answer.json();
  await owner.dispose();
  return `/join#${token}`;
}

test.describe("signed out", () => {
  test.use({ signedInAs: null });

  test("a person signs in with a wrong password, then the right one, and signs out", async ({ page, console, keys, backend }) => {
    await page.goto("/sign-in");
    await keys.to("textbox", "Email address");
    await keys.type(OWNER);
    await keys.press("Tab");
    backend.secrets.add("wr0ng-passw0rd");
    await keys.type("wr0ng-passw0rd");
    await keys.press("Enter");
    await expect(page.getByRole("alert")).toContainText("The address or the password is wrong");
    await expect(page.getByLabel("Password")).toBeFocused();
    await keys.retype(PASSWORD);
    await keys.press("Enter");
    await expect(console.heading).toHaveText("Projects");
    await expect(console.heading).toBeFocused();

    await keys.choose(OWNER, "Sign out");
    await expect(page).toHaveURL("/sign-in");
    await expect(console.heading).toHaveText("Sign in");
    await keys.to("textbox", "Email address");
  });

  test("somebody who was invited chooses a password and is in", async ({ page, console, keys, backend, playwright }) => {
    backend.secrets.add(OWN_PASSWORD);
    await page.goto(await invitation(playwright, backend));
    await expect(page).toHaveTitle(`Join ${PROJECT_NAME} · Atlas`);
    await keys.reach(page.getByLabel("Password"));
    await keys.type("short");
    await keys.press("Enter");
    await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/at least 8 characters/);
    await expect(page.getByLabel("Password")).toBeFocused();
    await keys.retype(OWN_PASSWORD);
    await keys.use("button", "Create account");
    await expect(console.heading).toHaveText("Integrations");
    await expect(console.heading).toBeFocused();
    await keys.to("button", NEWCOMER);
  });

  test("somebody who was invited and has an account signs in and joins", async ({ page, console, keys, backend, playwright }) => {
    backend.secrets.add(OWN_PASSWORD);
    const link = await invitation(playwright, backend);
    const { id } = (await backend.admin(["project", "add", "Shop"])) as { id: string };
    await backend.admin(["user", "add", NEWCOMER, "--project", id, "--role", "owner"], OWN_PASSWORD);
    await page.goto(link);
    await keys.use("link", "Sign in and join");
    await keys.to("textbox", "Email address");
    await keys.type(NEWCOMER);
    await keys.press("Tab");
    await keys.type(OWN_PASSWORD);
    await keys.press("Enter");
    await expect(page.getByText(`You join as ${NEWCOMER}.`)).toBeVisible();
    await keys.use("button", "Join");
    await expect(console.heading).toHaveText("Integrations");
    await expect(console.heading).toBeFocused();
  });
});

test("a session that ended in the middle is begun again over what was typed", async ({ page, console, keys, backend }) => {
  await page.goto(roles);
  await keys.use("button", "Authorize an AWS IAM Role");
  await keys.use("button", "Next");
  await keys.use("button", CREATE);
  await keys.to("textbox", "Role name");
  await keys.type("by-hand");
  await console.authorize.saved("by-hand");
  await page.request.delete("/api/console/v1/session", { headers: { origin: backend.url } });
  await keys.type("-2");

  const ended = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(ended).toBeVisible();
  const password = ended.getByLabel("Password");
  await keys.reach(password);
  await keys.type(PASSWORD);
  await keys.in(ended).use("button", "Sign in");
  await expect(ended).toBeHidden();
  await expect(console.authorize.roleName).toBeFocused();
  await expect(console.authorize.roleName).toHaveValue("by-hand-2");
  await console.authorize.saved("by-hand-2");
});

test("a session elsewhere is ended, then all of them", async ({ page, console, keys, backend, browser }) => {
  const userAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const elsewhere = await browser.newContext({ userAgent, baseURL: backend.url });
  await signIn(elsewhere, backend, OWNER);
  for (const { value } of await elsewhere.cookies()) backend.secrets.add(value);

  await page.goto("/projects");
  await keys.choose(OWNER, "Sessions");
  await expect(console.heading).toHaveText("Sessions");
  await expect(console.heading).toBeFocused();
  await keys.use("button", "End: Firefox on Windows");
  await console.expectAnnounced(/^The session has ended$/);
  await expect(console.row("Firefox on Windows")).toHaveCount(0);
  // Nothing is left to press in the only row.
  await expect(console.heading).toBeFocused();
  expect((await elsewhere.request.get("/api/console/v1/projects")).status()).toBe(401);
  await elsewhere.close();

  await keys.use("button", "Sign out everywhere");
  const question = page.getByRole("dialog", { name: "Sign out everywhere?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await keys.press("Escape");
  await expect(page.getByRole("button", { name: "Sign out everywhere" })).toBeFocused();
  await keys.press("Enter");
  await keys.in(question).use("button", "Sign out everywhere");
  await expect(page).toHaveURL("/sign-in");
  await expect(console.heading).toHaveText("Sign in");
});

test("the appearance is chosen in the person's menu, and kept", async ({ page, console, keys }) => {
  const root = page.locator("html");
  const colour = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto("/projects");
  await expect(console.heading).toBeVisible();
  const light = await colour();
  for (const [entry, theme] of [
    ["Appearance: dark", "dark"],
    ["Appearance: light", "light"],
  ] as const) {
    await keys.choose(OWNER, entry);
    await expect(root).toHaveAttribute("data-theme", theme);
    await expect(page.getByRole("button", { name: OWNER })).toBeFocused();
    await page.reload();
    await expect(root).toHaveAttribute("data-theme", theme);
    if (theme === "dark") await expect.poll(colour).not.toBe(light);
    else await expect.poll(colour).toBe(light);
    await keys.use("button", OWNER);
    await expect(page.getByRole("menuitem", { name: entry })).toHaveAttribute("aria-current", "true");
    await keys.press("Escape");
    await expect(page.getByRole("button", { name: OWNER })).toBeFocused();
  }
  // As the system says: nothing stands in its way, before a reload and after it.
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(colour).toBe(light);
  await keys.choose(OWNER, "Appearance: as the system");
  await expect.poll(colour).not.toBe(light);
  await page.reload();
  await expect.poll(colour).not.toBe(light);
});

test("the language is chosen in the person's menu, and kept", async ({ page, console, keys }) => {
  await page.goto(`/projects/${PROJECT}/clusters`);
  await keys.choose(OWNER, "Deutsch");
  await expect(console.heading).toHaveText("Cluster");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  // It is loaded anew, and one begins at its top.
  await keys.press("Tab");
  await expect(page.getByRole("link", { name: "Zum Inhalt springen" })).toBeFocused();
  await page.reload();
  await expect(console.heading).toHaveText("Cluster");
  await keys.choose(OWNER, "English");
  await expect(console.heading).toHaveText("Clusters");
});
