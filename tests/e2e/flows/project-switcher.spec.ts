import { expectAccessible } from "../fixtures/axe";
import { expect, OWNER, PROJECT, PROJECT_NAME, test } from "../fixtures/console";

test("another project is found by a part of its name, by mouse and by keys", async ({ page, console, backend }) => {
  const owned: Record<string, string> = {};
  for (const name of ["Shop", "Shop (staging)", "Reports"]) {
    const answer = await page.request.post("/api/console/v1/projects", { data: { name }, headers: { origin: backend.url } });
    expect(answer.status(), `${OWNER} makes ${name}: ${await answer.text()}`).toBe(201);
    owned[name] = (await answer.json()).id;
  }
  await page.goto(`/projects/${PROJECT}/clusters`);
  const open = page.getByRole("button", { name: "Switch project" });
  await open.click();
  const dialog = page.getByRole("dialog", { name: "Switch project" });
  const search = dialog.getByRole("searchbox", { name: "Search by name or ID" });
  await expect(search).toBeFocused();
  await expect(dialog.getByRole("link")).toHaveText([PROJECT_NAME, "Reports", "Shop", "Shop (staging)"]);
  await expect(dialog.getByRole("link", { name: PROJECT_NAME })).toHaveAttribute("aria-current", "page");
  await expectAccessible(page);

  await search.fill("SHOP");
  await expect(dialog.getByRole("link")).toHaveText(["Shop", "Shop (staging)"]);
  await expect(dialog.getByRole("status").filter({ hasText: "2 projects found" })).toHaveCount(1);
  await expect(search).toBeFocused();
  await dialog.getByRole("link", { name: "Shop (staging)" }).click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveTitle(/Shop \(staging\)/);
  expect(console.path).toBe(`/projects/${owned["Shop (staging)"]}/integrations`);

  await open.focus();
  await page.keyboard.press("Enter");
  await expect(search).toBeFocused();
  await search.fill("nowhere");
  await expect(dialog.getByText("No project of yours has that in its name.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(open).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(search).toHaveValue("");
  await search.fill(owned["Reports"] ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveTitle(/Reports/);
  await open.click();
  await dialog.getByRole("button", { name: "All projects" }).click();
  await expect(console.heading).toHaveText("Projects");
});

test("the dialog stays where it is when its list comes", async ({ page }) => {
  await page.goto(`/projects/${PROJECT}/clusters`);
  let answer = (): void => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/projects(\?|$)/, async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("button", { name: "Switch project" }).click();
  const search = page.getByRole("searchbox");
  await expect(search).toBeFocused();
  await expect(page.getByRole("dialog").getByText("Loading")).toBeAttached();
  const before = await search.boundingBox();
  answer();
  await expect(page.getByRole("dialog").getByRole("link").first()).toBeVisible();
  expect(await search.boundingBox()).toEqual(before);
});
