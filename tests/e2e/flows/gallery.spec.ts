import { test as aws } from "../fixtures/aws";
import { expectAccessible } from "../fixtures/axe";
import { expect, test } from "../fixtures/console";

test("the parts of the interface are there to copy, each accessible, also where they open", async ({ page, console }) => {
  await page.goto("/gallery");
  await expect(console.heading).toHaveText("Gallery");
  for (const section of ["Actions", "Fields", "Feedback", "Data", "Overlays"]) {
    await expect(page.getByRole("region", { name: section, exact: true })).toBeVisible();
  }
  await expectAccessible(page);
  for (const opener of ["Open a dialog", "Ask before deleting", "Ask for a typed answer"]) {
    await page.getByRole("button", { name: opener }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(page.getByRole("button", { name: opener })).toBeFocused();
  }
});

test("a part that breaks down is shown there, with the way to try again", async ({ page, complaints }) => {
  await page.goto("/gallery");
  const broken = page.getByRole("alert").filter({ hasText: "Something went wrong here" });
  await page.getByRole("button", { name: "Let it break down" }).click();
  await expect(broken).toBeVisible();
  await expectAccessible(page);
  await broken.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("It is all there.")).toBeVisible();
  expect(complaints.splice(0).join()).toContain("the example breaks down once");
});

aws("there is no gallery outside of a sandbox", async ({ page, console }) => {
  await page.goto("/gallery");
  await expect(console.heading).toHaveText("Page not found");
});
