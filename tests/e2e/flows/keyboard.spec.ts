import { expect, PROJECT, PROJECT_NAME, test } from "../fixtures/console";
import { CREATE } from "../pages/authorize";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

test.describe("signed out", () => {
  test.use({ signedInAs: null });

  test("a role is authorized with the keyboard alone", async ({ page, console }) => {
    const { keyboard } = page;
    /** Presses Tab until the element has the focus, as a person does who looks for it. */
    const tabTo = async (name: string, role: "button" | "link" | "textbox"): Promise<void> => {
      const target = page.getByRole(role, { name, exact: true });
      await expect(target).toBeVisible();
      for (let presses = 0; presses < 60; presses += 1) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await keyboard.press("Tab");
      }
      throw new Error(`${name} can't be reached with Tab`);
    };

    await page.goto("/sign-in");
    await tabTo("Email address", "textbox");
    await keyboard.type("owner@example.com");
    await keyboard.press("Tab");
    await keyboard.type("sandbox");
    await keyboard.press("Enter");

    await expect(console.heading).toHaveText("Projects");
    await tabTo(PROJECT_NAME, "link");
    await keyboard.press("Enter");
    await expect(console.heading).toHaveText("Integrations");
    await tabTo("Options", "button");
    await keyboard.press("Enter");
    await expect(page.getByRole("menuitem", { name: "Integrations" })).toBeFocused();
    await keyboard.press("Enter");
    await tabTo("Configure", "button");
    await keyboard.press("Enter");

    await expect(console.heading).toHaveText("AWS IAM Role Access");
    await expect(console.heading).toBeFocused();
    await tabTo("Authorize an AWS IAM Role", "button");
    await keyboard.press("Enter");
    await tabTo("Next", "button");
    await keyboard.press("Enter");
    await tabTo(CREATE, "button");
    await keyboard.press("Space");
    await tabTo("Copy trust policy", "button");
    await keyboard.press("Enter");
    await console.expectAnnounced(/^Copied$/);
    await tabTo("Role name", "textbox");
    await keyboard.type("ok-by-hand");
    await tabTo("Copy command", "button");
    await keyboard.press("Enter");
    await expect
      .poll(() => console.clipboard())
      .toBe(
        "aws iam create-role --role-name ok-by-hand --assume-role-policy-document file://role-trust-policy.json",
      );
    await tabTo("Enter the Role ARN", "textbox");
    await keyboard.type("arn:aws:iam::000000000000:role/ok-by-hand");
    await keyboard.press("Enter");

    await expect(console.authorize.dialog).toBeHidden();
    await expect(console.row("ok-by-hand").getByText("authorized", { exact: true })).toBeVisible();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.tagName), "the focus is not lost")
      .not.toBe("BODY");
  });
});

test("Tab stays in the modal, and the focus returns to the button that opened it", async ({
  page,
  console,
}) => {
  await page.goto(roles);
  for (const close of ["Escape", "Cancel", "X"]) {
    await console.authorizeButton.click();
    await expect(console.authorize.next).toBeVisible();
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press("Tab");
      // The browser's own buttons may come between; the page behind may not.
      const outside = await page.evaluate(() => {
        const focused = document.activeElement;
        return focused !== document.body && focused?.closest("dialog") === null;
      });
      expect(outside).toBe(false);
    }
    if (close === "Escape") await page.keyboard.press("Escape");
    else if (close === "Cancel") await console.authorize.cancel.click();
    else await console.authorize.close.click();
    await expect(console.authorize.dialog).toBeHidden();
    await expect(console.authorizeButton).toBeFocused();
  }
});

test("the Options menu has the keys of a menu button", async ({ page, console }) => {
  await page.goto(roles);
  const { keyboard } = page;
  const button = console.optionsButton;
  const item = (name: string) => page.getByRole("menuitem", { name, exact: true });
  await expect(button).toHaveAttribute("aria-haspopup", "menu");
  await expect(button).toHaveAttribute("aria-expanded", "false");

  await button.focus();
  for (const key of ["Enter", "Space", "ArrowDown"]) {
    await keyboard.press(key);
    await expect(item("Integrations")).toBeFocused();
    await expect(button).toHaveAttribute("aria-expanded", "true");
    await keyboard.press("Escape");
    await expect(button).toBeFocused();
    await expect(page.getByRole("menu")).toHaveCount(0);
  }
  await keyboard.press("ArrowUp");
  await expect(item("All projects")).toBeFocused();
  await keyboard.press("ArrowDown");
  await expect(item("Integrations")).toBeFocused();
  await keyboard.press("ArrowUp");
  await expect(item("All projects")).toBeFocused();
  await keyboard.press("Home");
  await expect(item("Integrations")).toBeFocused();
  await keyboard.press("End");
  await expect(item("All projects")).toBeFocused();
  await keyboard.press("c");
  await expect(item("Clusters")).toBeFocused();
  await keyboard.press("a");
  await expect(item("Access Keys")).toBeFocused();
  await keyboard.press("a");
  await expect(item("Activity")).toBeFocused();
  await keyboard.press("a");
  await expect(item("All projects")).toBeFocused();
  await keyboard.press("Tab");
  await expect(page.getByRole("menu")).toHaveCount(0);

  await button.focus();
  await keyboard.press("Enter");
  await keyboard.press("c");
  await keyboard.press("Enter");
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

test("the first Tab offers to skip to the content", async ({ page, console }) => {
  await page.goto(roles);
  await expect(console.heading).toHaveText("AWS IAM Role Access");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});
