import { expectAccessible } from "../fixtures/axe";
import { expect, PROJECT, test } from "../fixtures/console";
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
