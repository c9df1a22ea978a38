import { expectAccessible } from "../fixtures/axe";
import { expect, PROJECT, test, VIEWER } from "../fixtures/console";
import { hold } from "../fixtures/network";

const clusters = `/projects/${PROJECT}/clusters`;
const OWN_KEY = "Manage your own encryption keys";

test("a cluster is created, and says why it can't be encrypted yet", async ({ page, console }) => {
  await page.goto(clusters);
  await expect(page.getByRole("heading", { name: "No clusters" })).toBeVisible();
  await page.getByRole("button", { name: "Create a cluster" }).click();
  const dialog = page.getByRole("dialog", { name: "New cluster" });
  const name = dialog.getByRole("textbox", { name: "Cluster name" });
  const create = dialog.getByRole("button", { name: "Create Cluster" });
  await expect(name).toBeFocused();
  await name.fill("no spaces");
  await create.click();
  await expect(name).toHaveAccessibleDescription(/letters, digits and hyphens, and begins with no hyphen/);
  await expectAccessible(page);

  for (const [called, tier] of [
    ["Orders", "M10"],
    ["Toys", "M2"],
  ] as const) {
    await name.fill(called);
    await dialog.getByRole("combobox", { name: "Tier" }).selectOption(tier);
    await console.advanced.choose(dialog.getByRole("combobox", { name: "Region" }), "eu-west-1");
    await create.click();
    await expect(dialog).toBeHidden();
    await expect(console.row(called)).toContainText("Europe (Ireland) (eu-west-1)");
    await page.getByRole("button", { name: "Create a cluster" }).click();
  }
  await name.fill("Orders");
  await console.advanced.choose(dialog.getByRole("combobox", { name: "Region" }), "eu-west-1");
  await create.click();
  await expect(name).toHaveAccessibleDescription(/has a cluster named Orders already/);
  await page.keyboard.press("Escape");

  await expect(console.row("Toys")).toContainText("needs the tier M10 or larger");
  await expect(console.row("Orders").getByRole("switch")).toHaveCount(0);
  await console.row("Orders").getByRole("link", { name: "Turn it on first" }).click();
  await expect(console.heading).toHaveText("Advanced");
});

test.describe("with a key", () => {
  test.use({ scenario: "role-encryption" });

  test("edits are collected, reviewed and applied", async ({ page, console }) => {
    await page.goto(clusters);
    const analytics = console.row("Analytics").getByRole("switch", { name: OWN_KEY });
    const cluster0 = console.row("Cluster0").getByRole("switch", { name: OWN_KEY });
    const review = page.getByRole("button", { name: "Review Changes" });
    await expect(cluster0).toHaveAttribute("aria-checked", "true");
    await expect(review).toHaveAttribute("aria-disabled", "true");
    await expectAccessible(page);
    await analytics.click();
    await cluster0.click();
    await cluster0.click();
    await expect(page.getByText("1 change is not applied yet")).toBeVisible();
    await review.click();
    const dialog = page.getByRole("dialog", { name: "Review the changes" });
    await expect(dialog.getByRole("listitem")).toHaveText(["Analytics will be encrypted by your own key"]);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Apply Changes" }).click();
    await expect(dialog).toBeHidden();
    await console.expectAnnounced(/^1 change was applied$/);
    await expect(analytics).toHaveAttribute("aria-checked", "true");
    await page.reload();
    await expect(analytics).toHaveAttribute("aria-checked", "true");
  });

  test("what is refused stays, with the reason", async ({ page, console, backend }) => {
    await page.goto(clusters);
    await console.row("Analytics").getByRole("switch", { name: OWN_KEY }).click();
    // Somebody turns encryption at rest off meanwhile.
    const headers = { origin: backend.url };
    const group = `/api/atlas/v2/groups/${PROJECT}`;
    const data = { encryptionAtRestProvider: "NONE" };
    expect((await page.request.patch(`${group}/clusters/Cluster0`, { data, headers })).status()).toBe(200);
    const off = { awsKms: { enabled: false } };
    expect((await page.request.patch(`${group}/encryptionAtRest`, { data: off, headers })).status()).toBe(200);
    await page.getByRole("button", { name: "Review Changes" }).click();
    // That encryption is off is known before what became of each cluster.
    const release = await hold(page, "**/clusters?*");
    await page.getByRole("button", { name: "Apply Changes" }).click();
    await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Encryption at rest is off");
    await expectAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await expect(console.row("Cluster0")).toContainText("Encryption at rest is off in this project");
    await expect(console.row("Cluster0")).toContainText("Encrypted by your own key");
    release();
    await expect(console.row("Cluster0")).not.toContainText("Encrypted by your own key");
    await expect(console.row("Analytics")).toContainText("Not applied yet");
  });

  test.describe("for somebody who may only read", () => {
    test.use({ signedInAs: VIEWER });

    test("the switches say why they can't be used", async ({ page, console }) => {
      await page.goto(clusters);
      const cluster0 = console.row("Cluster0").getByRole("switch", { name: OWN_KEY });
      await expect(cluster0).toHaveAttribute("aria-checked", "true");
      await expect(cluster0).toHaveAttribute("aria-disabled", "true");
      await expect(page.getByText("Only an owner of the project can add or encrypt clusters.")).toBeVisible();
      await expect(page.getByRole("button", { name: "Review Changes" })).toBeHidden();
      await expectAccessible(page);
    });
  });
});
