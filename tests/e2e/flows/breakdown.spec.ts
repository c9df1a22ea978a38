import { expectAccessible } from "../fixtures/axe";
import { expect, PROJECT, test } from "../fixtures/console";
import { hold } from "../fixtures/network";
import { CREATE } from "../pages/authorize";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

test("a program that breaks down says so, and what was typed is there once the page is loaded again", async ({
  page,
  console,
  complaints,
}) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.roleName.fill("shop");
  await expect(console.authorize.dialog).toContainText("Saved");
  await console.failOnce();
  await console.authorize.roleName.fill("no name");
  const broken = page.getByRole("alertdialog", { name: /^Something went wrong on this page/ });
  await expect(broken).toBeVisible();
  await expectAccessible(page);
  await expect(broken.getByText("schiefgegangen")).toBeHidden();
  await broken.getByRole("link", { name: "Load the page again" }).focus();
  await page.keyboard.press("Enter");
  await expect(broken).toBeHidden();
  await expect(console.authorize.roleName).toHaveValue(/^(shop|no name)$/);
  expect(complaints.splice(0).join()).toContain("the browser gives no element");
});

test("a page that breaks down while it is made leaves the rest alive, and comes when it is tried again", async ({
  page,
  console,
  complaints,
}) => {
  await page.goto(`/projects/${PROJECT}/activity`);
  const sections = page.getByRole("navigation", { name: "Project" });
  await sections.getByRole("link", { name: "Clusters" }).click();
  // All of it is there, so that what fails next is of the next page.
  await expect(page.getByRole("heading", { name: "No clusters" })).toBeVisible();
  await console.failOnce();
  await sections.getByRole("link", { name: "Activity" }).click();
  const broken = page.getByRole("main").getByRole("alert").filter({ hasText: "Something went wrong here" });
  await expect(broken).toBeVisible();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await expectAccessible(page);

  await sections.getByRole("link", { name: "Clusters" }).click();
  await expect(page.getByRole("heading", { name: "No clusters" })).toBeVisible();
  await expect(broken).toHaveCount(0);
  await console.failOnce();
  await sections.getByRole("link", { name: "Activity" }).click();
  await broken.getByRole("button", { name: "Try again" }).focus();
  await page.keyboard.press("Enter");
  await expect(console.heading).toHaveText("Activity");
  await expect(broken).toHaveCount(0);
  await console.optionsButton.click();
  await expect(page.getByRole("menuitem", { name: "Integrations" })).toBeFocused();
  const causes = complaints.splice(0);
  expect(causes).toHaveLength(2);
  for (const cause of causes) expect(cause).toContain("the browser gives no element");
});

test.describe("with roles", () => {
  test.use({ scenario: "in-progress" });

  test("a list whose rows break down comes when it is tried again, and what stands around it works", async ({
    page,
    console,
    complaints,
  }) => {
    const release = await hold(page, "**/roles?*");
    await page.goto(roles);
    await expect(console.authorizeButton).toBeVisible();
    await console.failOnce();
    release();
    const broken = page.getByRole("main").getByRole("alert").filter({ hasText: "Something went wrong here" });
    await expect(broken).toBeVisible();
    await console.authorizeButton.click();
    await console.authorize.cancel.click();
    await broken.getByRole("button", { name: "Try again" }).click();
    await expect(console.row("in progress")).toBeVisible();
    await expect(broken).toHaveCount(0);
    expect(complaints.splice(0).join()).toContain("the browser gives no element");
  });

  test("a dialog that breaks down leaves the page alive, and opens when it is tried again", async ({
    page,
    console,
    complaints,
  }) => {
    await page.goto(roles);
    const remove = console.row("in progress").getByRole("button", { name: "Delete" });
    // Once it is here, what fails next is its making.
    await expect(remove).toBeVisible();
    const part = page.waitForResponse("**/part-project-*.wasm");
    await page.mouse.move(400, 400);
    await (await part).finished();
    // With the focus it has its hint, which is made before.
    await remove.focus();
    await console.failOnce();
    await page.keyboard.press("Enter");
    const broken = page.getByRole("region", { name: "Notifications" });
    await expect(broken).toContainText("What should open here could not be shown");
    await expect(broken).toBeInViewport({ ratio: 1 });
    await expect(console.row("in progress")).toBeVisible();
    await expectAccessible(page);
    await expect(remove).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "Delete this role in progress?" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    expect(complaints.splice(0).join()).toContain("the browser gives no element");
  });
});

test("an error of something else than the program is not told", async ({ page, console, complaints }) => {
  await page.goto(roles);
  await expect(console.authorizeButton).toBeVisible();
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error("an extension of the browser");
    });
  });
  await expect.poll(() => complaints.length).toBe(1);
  await expect(page.locator("#broken")).toBeHidden();
  complaints.splice(0);
});
