import { expectAccessible } from "../fixtures/axe";
import { expect, OWNER, signIn, test } from "../fixtures/console";

test("a person sees where they are signed in, and ends a session elsewhere", async ({
  page,
  console,
  backend,
  browser,
}) => {
  const userAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const elsewhere = await browser.newContext({ userAgent, baseURL: backend.url });
  await signIn(elsewhere, backend, OWNER);
  for (const { value } of await elsewhere.cookies()) backend.secrets.add(value);

  await page.goto("/projects");
  await page.getByRole("button", { name: OWNER }).click();
  await page.getByRole("menuitem", { name: "Sessions" }).click();
  await expect(console.heading).toHaveText("Sessions");
  await expect(page).toHaveTitle("Sessions · Atlas");
  const other = console.row("Firefox on Windows");
  await expect(other).toContainText("from 127.0.0.1");
  await expect(console.row("this session")).toHaveCount(1);
  await expect(console.row("this session").getByRole("button")).toHaveCount(0);
  await expectAccessible(page);

  await other.getByRole("button", { name: "End: Firefox on Windows" }).click();
  await console.expectAnnounced(/^The session has ended$/);
  await expect(other).toHaveCount(0);
  expect((await elsewhere.request.get("/api/console/v1/projects")).status()).toBe(401);
  await elsewhere.close();
});

test("signing out everywhere ends this session too, and asks before", async ({
  page,
  console,
  backend,
  browser,
}) => {
  const elsewhere = await browser.newContext({ baseURL: backend.url });
  await signIn(elsewhere, backend, OWNER);
  for (const { value } of await elsewhere.cookies()) backend.secrets.add(value);
  await page.goto("/sessions");
  const everywhere = page.getByRole("button", { name: "Sign out everywhere" });
  await everywhere.click();
  const question = page.getByRole("dialog", { name: "Sign out everywhere?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(everywhere).toBeFocused();

  await everywhere.click();
  await question.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL("/sign-in");
  await expect(console.heading).toHaveText("Sign in");
  expect((await elsewhere.request.get("/api/console/v1/projects")).status()).toBe(401);
  await elsewhere.close();
});
