import type { Page } from "@playwright/test";

import { expect, PROJECT, VIEWER } from "../fixtures/console";
import { take, test } from "./take";

const clusters = `/projects/${PROJECT}/clusters`;
const group = `/api/atlas/v2/groups/${PROJECT}`;
const OWN_KEY = "Manage your own encryption keys";

/** Adds a cluster, as a program does. */
async function add(page: Page, origin: string, name: string, instanceSizeName: string): Promise<void> {
  const providerSettings = { instanceSizeName, regionName: "EU_WEST_1", providerName: "AWS" };
  const answer = await page.request.post(`${group}/clusters`, { data: { name, providerSettings }, headers: { origin } });
  expect(answer.status(), await answer.text()).toBe(201);
}

test("clusters that can't be encrypted, and more than a page has", async ({ page, console, backend }) => {
  await add(page, backend.url, "Orders", "M10");
  await add(page, backend.url, "Toys", "M2");
  await page.goto(clusters);
  await expect(console.row("Toys")).toContainText("needs the tier");
  await take(page, "clusters-not-encryptable");
  for (let number = 10; number < 60; number += 1) await add(page, backend.url, `Shard-${number}`, "M10");
  await page.reload();
  const pages = page.getByRole("navigation", { name: "Pagination" });
  await expect(pages).toContainText("1 to 50 of 52");
  await take(page, "clusters-many", { at: pages });
});

test.describe("seen by a viewer", () => {
  test.use({ signedInAs: VIEWER });

  test("no clusters", async ({ page }) => {
    await page.goto(clusters);
    await expect(page.getByRole("heading", { name: "No clusters" })).toBeVisible();
    await take(page, "clusters-none-read-only");
  });
});

test.describe("with a key", () => {
  test.use({ scenario: "role-encryption" });

  test("a change that waits, and is refused", async ({ page, console, backend }) => {
    await page.goto(clusters);
    await console.row("Analytics").getByRole("switch", { name: OWN_KEY }).click();
    await expect(page.getByText("1 change is not applied yet")).toBeVisible();
    await take(page, "clusters-edited");
    // Somebody turns encryption at rest off meanwhile.
    const headers = { origin: backend.url };
    const none = { encryptionAtRestProvider: "NONE" };
    expect((await page.request.patch(`${group}/clusters/Cluster0`, { data: none, headers })).status()).toBe(200);
    const off = { awsKms: { enabled: false } };
    expect((await page.request.patch(`${group}/encryptionAtRest`, { data: off, headers })).status()).toBe(200);
    await page.getByRole("button", { name: "Review Changes" }).click();
    const dialog = page.getByRole("dialog", { name: "Review the changes" });
    await dialog.getByRole("button", { name: "Apply Changes" }).click();
    await expect(dialog.getByRole("alert")).toBeVisible();
    await take(page, "clusters-review-refused");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await take(page, "clusters-refused");
  });

  test.describe("seen by a viewer", () => {
    test.use({ signedInAs: VIEWER });

    test("clusters", async ({ page, console }) => {
      await page.goto(clusters);
      await expect(console.row("Cluster0").getByRole("switch", { name: OWN_KEY })).toBeVisible();
      await take(page, "clusters-read-only");
    });
  });
});
