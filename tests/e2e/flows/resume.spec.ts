import { expect, PROJECT, signIn, test } from "../fixtures/console";
import { CREATE, EXISTING } from "../pages/authorize";
import { Console } from "../pages/console";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

for (const [way, leave] of [
  ["Cancel", (console: Console) => console.authorize.cancel.click()],
  ["the X", (console: Console) => console.authorize.close.click()],
  ["Escape", (console: Console) => console.page.keyboard.press("Escape")],
  ["Back", (console: Console) => console.page.goBack()],
] as const) {
  test(`${way} leaves the role in progress, and Resume comes back to what was typed`, async ({
    page,
    console,
  }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.roleName.fill("my-role");
    await console.authorize.roleArn.fill("arn:aws:iam::half-typed");
    await leave(console);

    await expect(console.authorize.dialog).toBeHidden();
    const row = console.row("my-role");
    await expect(row.getByText("in progress", { exact: true })).toBeVisible();
    await row.getByRole("button", { name: "Resume" }).click();

    await expect(console.authorize.procedure(CREATE)).toHaveAttribute("aria-expanded", "true");
    await expect(console.authorize.roleName).toHaveValue("my-role");
    await expect(console.authorize.roleArn).toHaveValue("arn:aws:iam::half-typed");
  });
}

test("a reload in the middle loses nothing, and the external ID stays", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorize.begin(EXISTING);
  const before = await console.copied(console.authorize.copyTrustPolicy);
  await console.authorize.roleArn.fill("arn:aws:iam::000000000000:role/ok-later");
  // At once: what has not reached the server yet is kept in the tab.
  await page.reload();

  await expect(console.authorize.procedure(EXISTING)).toHaveAttribute("aria-expanded", "true");
  await expect(console.authorize.roleArn).toHaveValue("arn:aws:iam::000000000000:role/ok-later");
  expect(await console.copied(console.authorize.copyTrustPolicy)).toBe(before);
});

test("an authorization is resumed on another browser", async ({ page, console, backend, browser }) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.roleName.fill("here-and-there");
  await console.authorize.roleArn.fill("arn:aws:iam::000000000000:role/ok-there");
  await console.authorize.saved("ok-there");

  const other = await browser.newContext({ baseURL: backend.url });
  await signIn(other, backend, "owner@example.com");
  const there = new Console(await other.newPage());
  await there.page.goto(roles);
  await there.row("ok-there").getByRole("button", { name: "Resume" }).click();
  await expect(there.authorize.roleName).toHaveValue("here-and-there");
  await expect(there.authorize.roleArn).toHaveValue("arn:aws:iam::000000000000:role/ok-there");
  await there.authorize.validate.click();
  await expect(there.row("ok-there").getByText("authorized", { exact: true })).toBeVisible();
  await other.close();

  // The first browser learns of it as soon as it speaks with the server.
  await console.authorize.roleName.fill("too-late");
  await expect(console.authorize.dialog.getByText("This role is authorized")).toBeVisible();
  // There is nothing to cancel any more.
  await expect(console.authorize.cancel).toHaveCount(0);
  await console.authorize.dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(console.authorize.dialog).toHaveCount(0);
});

test("two browsers that type at once: both texts are shown, and a person chooses", async ({
  page,
  console,
  backend,
  browser,
}) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.roleName.fill("first");
  await console.authorize.saved("first");
  const other = await browser.newContext({ baseURL: backend.url });
  await signIn(other, backend, "owner@example.com");
  const there = new Console(await other.newPage());
  await there.page.goto(console.path);
  await expect(there.authorize.roleName).toHaveValue("first");
  await there.authorize.roleName.fill("theirs");
  await there.authorize.saved("theirs");

  await console.authorize.roleName.fill("mine");
  const conflict = console.authorize.dialog.getByRole("alert");
  await expect(conflict).toContainText("theirs");
  await expect(conflict).toContainText(/Last saved: .*by owner@example\.com/);
  await expect(console.authorize.roleName).toHaveValue("mine");
  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await console.authorize.saved("mine");

  await there.page.reload();
  await expect(there.authorize.roleName).toHaveValue("mine");
  await other.close();
});

test("a validation goes on after the modal is closed, and the list tells how it ended", async ({
  page,
  console,
}) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.submit("arn:aws:iam::000000000000:role/throttled-list");
  await expect(console.authorize.stop).toBeVisible();
  await console.authorize.cancel.click();
  await console.row("throttled-list").getByRole("button", { name: "Resume" }).click();
  await expect(console.authorize.dialog.getByText("AWS asked to slow down")).toBeVisible();
});

test("what is saved too late does not come between a validation and its success", async ({
  page,
  console,
}) => {
  // Requests that outlive the page can't be held back.
  await page.addInitScript(() => {
    window.Request = class extends Request {
      constructor(input: RequestInfo | URL, init?: RequestInit) {
        super(input, { ...init, keepalive: false });
      }
    };
  });
  await page.goto(roles);
  await console.authorize.begin(EXISTING);
  // The draft reaches the server after the validation has passed, and the news of that after the draft's refusal.
  let validated = (): void => {};
  const validation = new Promise<void>((resolve) => (validated = resolve));
  let refused = (): void => {};
  const refusal = new Promise<void>((resolve) => (refused = resolve));
  await page.route("**/draft", async (route) => {
    if (route.request().postDataJSON().roleArn === "") return route.continue();
    await validation;
    const answer = await route.fetch();
    expect(answer.status()).toBe(409);
    await route.fulfill({ response: answer });
    refused();
  });
  // To look at the role again would put "already authorized" in place of the form, and so end the validation's news.
  let looked = 0;
  page.on("request", (request) => {
    if (request.method() === "GET" && /\/roles\/[0-9a-f]{24}$/.test(request.url())) looked += 1;
  });
  await page.route("**/events", async (route) => {
    const attempt = route.request().url().replace(/\/events$/, "");
    await expect
      .poll(async () => (await (await page.request.get(attempt)).json()).verdict)
      .toBe("passed");
    validated();
    await refusal;
    // The page has had its time with the refusal.
    const frame = (done: () => void): number => requestAnimationFrame(() => requestAnimationFrame(done));
    await page.evaluate(`new Promise(${frame.toString()})`);
    await route.continue();
  });
  await console.authorize.submit("arn:aws:iam::000000000000:role/ok-quick");
  await expect(console.authorize.dialog).toBeHidden();
  await expect(page).toHaveURL(/authorized=/);
  await expect(console.row("ok-quick")).toContainText("authorized");
  await console.expectAnnounced(/ok-quick is authorized/);
  expect(looked).toBe(0);
});
