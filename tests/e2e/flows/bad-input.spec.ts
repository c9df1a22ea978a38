import { COOKIE, expect, PASSWORD, PROJECT, test } from "../fixtures/console";
import { CREATE } from "../pages/authorize";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

for (const [what, name] of [
  ["a space", "my role"],
  ["a single quote", "role'; rm -rf ~; '"],
  ["a double quote", 'role"x'],
  ["a dollar sign", "$(whoami)"],
  ["a letter outside ASCII", "rôle"],
  ["65 characters", "x".repeat(65)],
] as const) {
  test(`a role name with ${what} is told at the field, and there is no command to copy`, async ({
    page,
    console,
  }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.roleName.fill(name);
    await console.authorize.expectFault(console.authorize.roleName, /role name/i);
    await expect(console.authorize.copyCommand).toBeDisabled();
    await expect(console.authorize.dialog).not.toContainText(`--role-name ${name}`);

    await console.authorize.roleName.fill("x".repeat(64));
    await expect(console.authorize.roleName).not.toHaveAttribute("aria-invalid");
    await expect(console.authorize.copyCommand).toBeEnabled();
  });
}

for (const [what, arn, said] of [
  ["nothing at all", "", /ARN/],
  ["another partition", "arn:aws-cn:iam::123456789012:role/a", /partition aws-cn/],
  ["a partition that there is not", "arn:amazon:iam::123456789012:role/a", /partition/],
  ["an account of 11 digits", "arn:aws:iam::12345678901:role/a", /account/],
  ["a user in place of a role", "arn:aws:iam::123456789012:user/a", /role/],
  ["a path without its end", "arn:aws:iam::123456789012:role/path/", /name/],
  ["a path of over 512 characters", `arn:aws:iam::123456789012:role/${"p".repeat(513)}/a`, /512|path/],
  ["a name of 65 characters", `arn:aws:iam::123456789012:role/${"x".repeat(65)}`, /64/],
  ["more than 2048 characters", `arn:aws:iam::123456789012:role/${"p/".repeat(1024)}a`, /2,?048|512/],
] as const) {
  test(`an ARN with ${what} is told at the field, and the server says the same`, async ({
    page,
    console,
    backend,
  }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.submit(arn);
    await console.authorize.expectFault(console.authorize.roleArn, said);
    await expect(console.authorize.roleArn).toBeFocused();

    const roleId = new URL(page.url()).pathname.split("/").at(-2);
    const answer = await page.request.post(
      `/api/console/v1/projects/${PROJECT}/roles/${roleId}/attempts`,
      { data: { roleArn: arn }, headers: { origin: backend.url } },
    );
    expect(answer.status()).toBe(400);
    const error = await answer.json();
    expect(error.errorCode).toBe("VALIDATION_ERROR");
    expect(error.badRequestDetail.fields).toEqual([
      { field: "iamAssumedRoleArn", description: expect.stringMatching(said) },
    ]);

    await console.authorize.roleArn.fill("arn:aws:iam::123456789012:role/good");
    await expect(console.authorize.roleArn).not.toHaveAttribute("aria-invalid");
  });
}

test("spaces around a pasted ARN are forgiven", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.submit("  arn:aws:iam::000000000000:role/team/ok-pasted \t");
  await expect(console.row("ok-pasted").getByText("authorized", { exact: true })).toBeVisible();
});

test("a session that ends in the middle of the modal: sign in, and go on with what was typed", async ({
  page,
  console,
  backend,
  playwright,
}) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.roleArn.fill("arn:aws:iam::000000000000:role/ok-after-all");
  await console.authorize.saved("ok-after-all");

  // Ended elsewhere: this browser still has its cookie and does not know.
  const [session] = await page.context().cookies();
  const headers = { cookie: `${COOKIE}=${session?.value}`, origin: backend.url };
  const elsewhere = await playwright.request.newContext({ extraHTTPHeaders: headers });
  const ended = await elsewhere.delete(`${backend.url}/api/console/v1/session`);
  expect(ended.status()).toBe(204);
  await elsewhere.dispose();
  if (session) backend.secrets.add(session.value);

  await console.authorize.validate.click();
  const again = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(again).toBeVisible();
  await expect(again.getByRole("textbox", { name: "Email address" })).toHaveValue("owner@example.com");

  await again.getByLabel("Password").fill("wr0ng-passw0rd");
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(again.getByRole("alert")).toContainText("The address or the password is wrong");
  await again.getByLabel("Password").fill(PASSWORD);
  await again.getByRole("button", { name: "Sign in" }).click();

  // What was asked for goes on by itself.
  await expect(again).toBeHidden();
  await expect(console.row("ok-after-all").getByText("authorized", { exact: true })).toBeVisible();
});

test("a session that ends before a reload: sign in, and be at the same step", async ({
  page,
  console,
  backend,
}) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.roleName.fill("kept-too");
  await console.authorize.saved("kept-too");
  const step = console.path;
  const [session] = await page.context().cookies();
  if (session) backend.secrets.add(session.value);
  await page.request.delete("/api/console/v1/session", { headers: { origin: backend.url } });

  await page.reload();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await console.signIn("owner@example.com", PASSWORD);
  await expect(console.authorize.roleName).toHaveValue("kept-too");
  expect(console.path).toBe(step);
});

test.describe("with a validation that takes a while", () => {
  test.use({ propagationWindow: 30 });

  test("a restart of the server in its middle loses nothing", async ({ page, console, backend }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.submit("arn:aws:iam::000000000000:role/slow-restart");
    await expect(console.authorize.checks).toContainText("AWS may not have spread this yet");
    await backend.stop();
    await expect(console.authorize.dialog.getByText("The connection is lost")).toBeVisible();
    await backend.start();
    await expect(console.authorize.dialog).toBeHidden({ timeout: 40_000 });
    await expect(console.row("slow-restart").getByText("authorized", { exact: true })).toBeVisible();
  });

  test("a validation can be stopped", async ({ page, console }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.submit("arn:aws:iam::000000000000:role/denied-forever");
    await console.authorize.stop.click();
    await expect(console.authorize.dialog.getByText("The validation was stopped")).toBeVisible();
    await expect(console.authorize.validate).toBeEnabled();
  });
});

test("a validation that is asked for while offline says so, and can be asked for again", async ({
  page,
  console,
  context,
}) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.roleArn.fill("arn:aws:iam::000000000000:role/ok-online-again");
  await console.authorize.saved("ok-online-again");
  await context.setOffline(true);
  await console.authorize.validate.click();
  await expect(console.authorize.refusal).toContainText("The server can't be reached");
  await context.setOffline(false);
  await console.authorize.validate.click();
  await expect(console.row("ok-online-again").getByText("authorized", { exact: true })).toBeVisible();
});

test("what is typed while offline reaches the server afterwards", async ({
  page,
  console,
  context,
}) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await context.setOffline(true);
  await console.authorize.roleName.fill("typed-offline");
  await expect(console.authorize.dialog.getByText("Not saved yet")).toBeVisible();
  await context.setOffline(false);
  await console.authorize.saved("typed-offline");
  await console.authorize.cancel.click();
  await expect(console.row("typed-offline")).toHaveCount(1);
});
