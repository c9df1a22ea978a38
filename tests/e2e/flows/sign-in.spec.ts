import { COOKIE, expect, OWNER, PASSWORD, PROJECT, PROJECT_NAME, test } from "../fixtures/console";

test.use({ signedInAs: null });

test("a person signs in and is at their projects", async ({ page, console }) => {
  await page.goto("/");
  await expect(page).toHaveURL("/sign-in");
  await expect(page).toHaveTitle("Sign in · Atlas");

  await console.signIn(OWNER, PASSWORD);

  await expect(console.heading).toHaveText("Projects");
  await expect(page).toHaveURL("/projects");
  await expect(page.getByRole("link", { name: PROJECT_NAME })).toBeVisible();
});

test("a person whom the operator added signs in with their own password", async ({
  page,
  console,
  backend,
}) => {
  const password = "tr0ub4dor & 3 – ünïcode";
  backend.secrets.add(password);
  const { id } = (await backend.admin(["project", "add", "Shop"])) as { id: string };
  const role = ["--role", "read-only"];
  await backend.admin(["user", "add", "ada@example.com", "--project", id, ...role], `${password}\n`);

  await page.goto("/sign-in");
  await console.signIn("ada@example.com", password);

  await expect(console.row("Shop")).toContainText("read-only");
  await expect(page.getByRole("link", { name: PROJECT_NAME })).toBeHidden();
});

test("a wrong password and an unknown address get the same answer", async ({
  page,
  console,
  backend,
}) => {
  await page.goto("/sign-in");
  for (const [email, password] of [
    [OWNER, "wr0ng-passw0rd"],
    ["nobody@example.com", "an0ther-passw0rd"],
  ] as const) {
    backend.secrets.add(password);
    await console.signIn(email, password);
    await expect(page.getByRole("alert")).toHaveText(/The address or the password is wrong/);
    await expect(page.getByLabel("Password")).toBeFocused();
  }
  await expect(page).toHaveURL("/sign-in");
  expect(await page.context().cookies()).toEqual([]);
});

test("empty fields are told without asking the server", async ({ page }) => {
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.method()));
  await page.goto("/sign-in");
  const email = page.getByRole("textbox", { name: "Email address" });
  const password = page.getByLabel("Password");
  const submit = page.getByRole("button", { name: "Sign in" });

  await submit.click();
  await expect(email).toHaveAccessibleDescription(/Enter the address/);
  await expect(password).toHaveAccessibleDescription(/Enter your password/);
  await expect(email).toBeFocused();

  await email.fill("owner");
  await submit.click();
  await expect(email).toHaveAccessibleDescription(/looks like name@example.com/);
  expect(sent).not.toContain("POST");
});

test("signing in leads to the page that was asked for", async ({ page, console }) => {
  const wanted = `/projects/${PROJECT}/integrations/aws-iam-roles?search=atlas&status=authorized`;
  await page.goto(wanted);
  await expect(page).toHaveURL(/\/sign-in\?next=/);

  await console.signIn(OWNER, PASSWORD);

  await expect(console.heading).toHaveText("AWS IAM Role Access");
  expect(console.path).toBe(wanted);
});

test("a link to the sign-in page can't lead to another site", async ({ page, console }) => {
  await page.goto("/sign-in?next=//evil.example/projects");
  await console.signIn(OWNER, PASSWORD);
  await expect(console.heading).toHaveText("Projects");
  await expect(page).toHaveURL("/projects");
});

test("after signing out, the session is over on the server too", async ({
  page,
  console,
  backend,
  playwright,
}) => {
  await page.goto("/sign-in");
  await console.signIn(OWNER, PASSWORD);
  await expect(console.heading).toHaveText("Projects");
  const [cookie] = await page.context().cookies();
  if (!cookie) throw new Error("no cookie");
  expect(cookie).toMatchObject({ name: COOKIE, httpOnly: true, sameSite: "Strict", path: "/" });
  backend.secrets.add(cookie.value);

  await page.getByRole("button", { name: OWNER }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
  await page.goto(`/projects/${PROJECT}/integrations`);
  await expect(page).toHaveURL(/\/sign-in/);

  const headers = { cookie: `${COOKIE}=${cookie.value}` };
  const thief = await playwright.request.newContext({ baseURL: backend.url, extraHTTPHeaders: headers });
  const answer = await thief.get("/api/console/v1/projects");
  expect(answer.status()).toBe(401);
  await thief.dispose();
});

test("who is signed in is not asked again", async ({ page, console }) => {
  await page.goto("/sign-in");
  await console.signIn(OWNER, PASSWORD);
  await expect(console.heading).toHaveText("Projects");
  await page.goto("/sign-in?next=/projects/" + PROJECT + "/clusters");
  await expect(console.heading).toHaveText("Clusters");
});
