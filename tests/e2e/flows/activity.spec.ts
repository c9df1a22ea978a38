import { readFile } from "node:fs/promises";

import { expect, PROJECT, test } from "../fixtures/console";

const activity = `/projects/${PROJECT}/activity`;

test.use({ scenario: "unhealthy" });

test("a page past the end of the log leads to its last one", async ({ page, console }) => {
  await page.goto(`${activity}?page=50`);
  await expect(page.getByRole("table").getByRole("row").nth(1)).toBeVisible();
  expect(console.path).not.toContain("page=50");
});

test("the log is narrowed by what was done, by whom, and whether it failed", async ({ page, console }) => {
  await page.goto(activity);
  const rows = page.getByRole("table").getByRole("row").filter({ has: page.getByRole("cell") });
  await expect(rows.first()).toBeVisible();
  const all = await rows.count();

  await page.getByRole("combobox").selectOption("Began an authorization");
  await expect(page).toHaveURL(/action=created/);
  await expect(rows.filter({ hasText: "Authorized a role" })).toHaveCount(0);
  const begun = await rows.count();
  expect(begun).toBeLessThan(all);
  await console.expectAnnounced(/^\d+ entr(y|ies) found$/);

  await page.getByRole("searchbox").fill("dana@example.com");
  await page.getByRole("searchbox").press("Enter");
  await expect(page).toHaveURL(/actor=dana%40example.com/);
  await expect(rows.filter({ hasNotText: "dana@example.com" })).toHaveCount(0);
  await expect(rows.first()).toBeVisible();

  await page.getByRole("checkbox", { name: "Only what failed" }).check();
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await console.expectAnnounced(/^Nothing matches$/);
  await page.getByRole("button", { name: "Show the whole log" }).click();
  await expect(rows).toHaveCount(all);
  await expect(page.getByRole("checkbox")).not.toBeChecked();

  await page.getByRole("checkbox", { name: "Only what failed" }).check();
  await expect(page).toHaveURL(/failed=true/);
  await expect(rows.filter({ hasText: "Failed" }).first()).toBeVisible();
  await expect(rows.filter({ hasNotText: "Failed" })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "Only what failed" })).toBeChecked();
  expect(console.path).toBe(`${activity}?failed=true`);
});

test("an entry names the address that it was done from, and what the service found itself", async ({ page, console }) => {
  await page.goto(`/projects/${PROJECT}/integrations/aws-iam-roles`);
  await console.authorizeButton.click();
  await console.authorize.next.click();
  await expect(console.authorize.procedure("Create New Role with the AWS CLI")).toBeVisible();
  await page.goto(activity);
  const newest = page.getByRole("row").nth(1);
  await expect(newest).toContainText("Began an authorization");
  await expect(newest).toContainText("from 127.0.0.1");
  const found = page.getByRole("row").filter({ hasText: "Found that AWS refuses a role" });
  await expect(found).toContainText("Atlas");
});

test("what the filters leave is downloaded, an entry a line", async ({ page }) => {
  await page.goto(`${activity}?failed=true`);
  const rows = page.getByRole("table").getByRole("row").filter({ has: page.getByRole("cell") });
  await expect(rows.first()).toBeVisible();
  const shown = await rows.count();
  const began = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as JSON Lines" }).click();
  const download = await began;
  expect(download.suggestedFilename()).toBe(`activity-${PROJECT}.jsonl`);
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
  expect(lines).toHaveLength(shown);
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty("actor");
  await expect(page).toHaveURL(/activity\?failed=true$/);
});
