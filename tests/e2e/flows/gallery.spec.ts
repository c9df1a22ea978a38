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

aws("there is no gallery outside of a sandbox", async ({ page, console }) => {
  await page.goto("/gallery");
  await expect(console.heading).toHaveText("Page not found");
});
