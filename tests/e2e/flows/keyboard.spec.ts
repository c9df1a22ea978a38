import { OWNER, PASSWORD, PROJECT, PROJECT_NAME } from "../fixtures/console";
import { expect, test } from "../fixtures/keyboard";
import { CREATE } from "../pages/authorize";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

test.describe("signed out", () => {
  test.use({ signedInAs: null });

  test("a role is authorized with the keyboard alone", async ({ page, console, keys }) => {
    await page.goto("/sign-in");
    await keys.to("textbox", "Email address");
    await keys.type(OWNER);
    await keys.press("Tab");
    await keys.type(PASSWORD);
    await keys.press("Enter");

    await expect(console.heading).toHaveText("Projects");
    await keys.use("link", PROJECT_NAME);
    await expect(console.heading).toHaveText("Integrations");
    await keys.choose("Options", "Integrations");
    await keys.use("button", "Configure");

    await expect(console.heading).toHaveText("AWS IAM Role Access");
    await expect(console.heading).toBeFocused();
    await keys.use("button", "Authorize an AWS IAM Role");
    await keys.use("button", "Next");
    await keys.use("button", CREATE, "Space");
    await keys.copy("Copy trust policy");
    await console.expectAnnounced(/^Copied$/);
    await keys.to("textbox", "Role name");
    await keys.type("ok-by-hand");
    expect(await keys.copy("Copy command")).toBe(
      "aws iam create-role --role-name ok-by-hand --assume-role-policy-document file://role-trust-policy.json",
    );
    await keys.to("textbox", "Enter the Role ARN");
    await keys.type("arn:aws:iam::000000000000:role/ok-by-hand");
    await keys.press("Enter");

    await expect(console.authorize.dialog).toBeHidden();
    await expect(console.row("ok-by-hand").getByText("authorized", { exact: true })).toBeVisible();
    await expect(console.authorizeButton).toBeFocused();
  });
});

test("Tab stays in the modal, and the focus returns to the button that opened it", async ({
  page,
  console,
  keys,
}) => {
  await page.goto(roles);
  for (const close of ["Escape", "Cancel", "Close"]) {
    await keys.use("button", "Authorize an AWS IAM Role");
    await expect(console.authorize.next).toBeVisible();
    for (let presses = 0; presses < 12; presses += 1) {
      await keys.press("Tab");
      // The browser's own buttons may come between; the page behind may not.
      const outside = await page.evaluate(() => {
        const focused = document.activeElement;
        return focused !== document.body && focused?.closest("dialog") === null;
      });
      expect(outside).toBe(false);
    }
    if (close === "Escape") await keys.press("Escape");
    else await keys.in(console.authorize.dialog).use("button", close);
    await expect(console.authorize.dialog).toBeHidden();
    await expect(console.authorizeButton).toBeFocused();
  }
});

test("the Options menu has the keys of a menu button", async ({ page, console, keys }) => {
  await page.goto(roles);
  const button = console.optionsButton;
  const item = (name: string) => page.getByRole("menuitem", { name, exact: true });
  await expect(button).toHaveAttribute("aria-haspopup", "menu");
  await expect(button).toHaveAttribute("aria-expanded", "false");

  await keys.to("button", "Options");
  for (const key of ["Enter", "Space", "ArrowDown"]) {
    await keys.press(key);
    await expect(item("Integrations")).toBeFocused();
    await expect(button).toHaveAttribute("aria-expanded", "true");
    await keys.press("Escape");
    await expect(button).toBeFocused();
    await expect(page.getByRole("menu")).toHaveCount(0);
  }
  await keys.press("ArrowUp");
  await expect(item("All projects")).toBeFocused();
  await keys.press("ArrowDown");
  await expect(item("Integrations")).toBeFocused();
  await keys.press("ArrowUp");
  await expect(item("All projects")).toBeFocused();
  await keys.press("Home");
  await expect(item("Integrations")).toBeFocused();
  await keys.press("End");
  await expect(item("All projects")).toBeFocused();
  await keys.press("c");
  await expect(item("Clusters")).toBeFocused();
  await keys.press("a");
  await expect(item("Access Keys")).toBeFocused();
  await keys.press("a");
  await expect(item("Activity")).toBeFocused();
  await keys.press("a");
  await expect(item("All projects")).toBeFocused();
  await keys.press("Tab");
  await expect(page.getByRole("menu")).toHaveCount(0);

  await keys.to("button", "Options");
  await keys.press("Enter");
  await keys.press("c");
  await keys.press("Enter");
  await expect(console.heading).toHaveText("Clusters");
  await expect(console.heading).toBeFocused();
});

test("a click beside the menu closes it", async ({ page, console }) => {
  await page.goto(roles);
  await console.optionsButton.click();
  await expect(page.getByRole("menu")).toBeVisible();
  await console.heading.click();
  await expect(page.getByRole("menu")).toHaveCount(0);
});

test("the first Tab offers to skip to the content", async ({ page, console, keys }) => {
  await page.goto(roles);
  await expect(console.heading).toHaveText("AWS IAM Role Access");
  await keys.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await keys.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("what could not be loaded is asked for again", async ({ page, console, keys }) => {
  const calls = `**/api/console/v1/projects/${PROJECT}/members`;
  await page.route(calls, (route) => route.abort());
  await page.goto(`/projects/${PROJECT}/members`);
  await keys.use("button", "Try again");
  const again = page.getByRole("button", { name: "Try again" });
  await expect(again).toBeFocused();
  await page.unroute(calls);
  await keys.press("Enter");
  await expect(console.row(OWNER)).toBeVisible();
  await expect(console.heading).toBeFocused();
});
