import type { Page } from "@playwright/test";

import { expectAccessible } from "../fixtures/axe";
import { expect, OWNER, PASSWORD, PROJECT, signIn, test, VIEWER } from "../fixtures/console";
import { hold } from "../fixtures/network";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

/** What a first visit may take on the wire, in bytes of all answers' bodies but the API's. */
const BUDGET = 150 * 1024;

/** Opens a page with an empty cache and gives the files it took, as they were sent. */
async function load(page: Page, path: string, ready: string): Promise<Map<string, number>> {
  const files = new Map<string, number>();
  const sizes: Promise<void>[] = [];
  page.on("requestfinished", (request) => {
    const name = new URL(request.url()).pathname;
    if (name.startsWith("/api/")) return;
    sizes.push(request.sizes().then(({ responseBodySize }) => void files.set(name, responseBodySize)));
  });
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1, name: ready })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await Promise.all(sizes);
  return files;
}

function sum(files: Map<string, number>): number {
  return [...files.values()].reduce((before, size) => before + size, 0);
}

test.describe("signed out", () => {
  test.use({ signedInAs: null });

  test("the sign-in page comes within the budget", async ({ page }) => {
    const files = await load(page, "/sign-in", "Sign in");
    expect([...files.keys()].some((name) => name.includes("part-account-"))).toBe(true);
    expect(sum(files), JSON.stringify([...files])).toBeLessThanOrEqual(BUDGET);
  });
});

test("the list of roles comes within the budget, without any other part of the page", async ({ page }) => {
  const files = await load(page, roles, "AWS IAM Role Access");
  expect([...files.keys()].filter((name) => name.includes("part-"))).toEqual([]);
  expect(sum(files), JSON.stringify([...files])).toBeLessThanOrEqual(BUDGET);
  expect(sum(files)).toBeGreaterThan(50 * 1024);
});

test("a part that can't be loaded says so, and comes when everything is loaded anew", async ({ page, console, complaints }) => {
  await page.goto(roles);
  await expect(console.authorizeButton).toBeVisible();
  await page.route("**/part-*.wasm", (route) => route.abort());
  await console.authorizeButton.click();
  const missing = console.authorize.dialog.getByRole("alert");
  await expect(missing).toContainText("This part of the console could not be loaded");
  await page.unroute("**/part-*.wasm");
  await missing.getByRole("button", { name: "Load the page again" }).click();
  await expect(console.authorize.next).toBeVisible();
  await expect(console.authorize.dialog.getByRole("heading", { name: "What you will do" })).toBeVisible();
  // The loader says why, which is right.
  expect(complaints.splice(0).join()).toContain("Failed to fetch");
});

test.describe("a dialog that is not there yet", () => {
  test.use({ scenario: "in-progress" });

  test("is fetched when somebody moves on the page", async ({ page, console }) => {
    await page.goto(roles);
    await expect(console.authorizeButton).toBeVisible();
    const fetched = ["**/part-authorize-*.wasm", "**/part-project-*.wasm"].map((part) => page.waitForResponse(part));
    await page.mouse.move(400, 400);
    for (const response of await Promise.all(fetched)) expect(response.status()).toBe(200);
  });

  test("says that it is on its way, and opens", async ({ page, console }) => {
    const release = await hold(page, "**/part-project-*.wasm");
    await page.goto(roles);
    await console.row("in progress").getByRole("button", { name: "Delete" }).click();
    const loading = page.getByRole("status").filter({ hasText: "Loading" });
    await expect(loading).toBeInViewport();
    await expectAccessible(page);
    release();
    await expect(page.getByRole("dialog", { name: "Delete this role in progress?" })).toBeVisible();
    await expect(loading).toHaveCount(0);
  });

  test("says in sight that it can't come, and opens once it can", async ({ page, console, complaints }) => {
    await page.route("**/part-project-*.wasm", (route) => route.abort());
    await page.goto(roles);
    const remove = console.row("in progress").getByRole("button", { name: "Delete" });
    await remove.click();
    const missing = page.getByRole("region", { name: "Notifications" });
    await expect(missing).toContainText("This part of the console could not be loaded");
    await expect(missing).toBeInViewport({ ratio: 1 });
    await expect(missing.getByRole("button", { name: "Load the page again" })).toBeVisible();
    await expectAccessible(page);
    await page.unroute("**/part-project-*.wasm");
    await remove.click();
    await expect(page.getByRole("dialog", { name: "Delete this role in progress?" })).toBeVisible();
    await page.keyboard.press("Escape");
    await missing.getByRole("button", { name: "Load the page again" }).click();
    await expect(missing).toHaveCount(0);
    await expect(remove).toBeVisible();
    expect(complaints.splice(0).join()).toContain("Failed to fetch");
  });
});

test.describe("a session that ends while the dialog for that can't be loaded", () => {
  test("says so over the dialog that is open", async ({ page, console, backend, complaints }) => {
    await page.route("**/part-account*.wasm", (route) => route.abort());
    await page.goto(roles);
    await console.authorizeButton.click();
    await expect(console.authorize.next).toBeEnabled();
    await page.request.delete("/api/console/v1/session", { headers: { origin: backend.url } });
    await console.authorize.next.click();
    const missing = console.authorize.dialog.getByRole("region", { name: "Notifications" });
    await expect(missing).toContainText("This part of the console could not be loaded");
    await page.unroute("**/part-account*.wasm");
    await missing.getByRole("button", { name: "Load the page again" }).click();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    expect(complaints.splice(0).join()).toContain("Failed to fetch");
  });
});

test("a viewer, who can open none of them, is sent no dialog", async ({ page, console, context, backend }) => {
  await context.clearCookies();
  await signIn(context, backend, VIEWER);
  await page.goto(roles);
  await expect(page.getByText("Only an owner of the project")).toBeVisible();
  const parts: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/part-")) parts.push(request.url());
  });
  await page.mouse.move(400, 400);
  await page.keyboard.press("Tab");
  await expect(console.heading).toHaveText("AWS IAM Role Access");
  await page.waitForLoadState("networkidle");
  expect(parts).toEqual([]);
});

test("the first data is asked for while the program is on its way, and only once", async ({ page }) => {
  const asked: string[] = [];
  let asking = true;
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/")) asked.push(`${asking ? "early" : "late"} ${pathname}`);
  });
  page.on("requestfinished", (request) => {
    if (request.url().endsWith("_bg.wasm")) asking = false;
  });
  // So that the program comes last, however fast this machine is.
  const release = await hold(page, "**/*_bg.wasm");
  await page.goto(roles, { waitUntil: "commit" });
  await expect.poll(() => asked.length).toBe(3);
  release();
  await expect(page.getByRole("heading", { name: "No AWS IAM role yet" })).toBeVisible();
  const project = `/api/console/v1/projects/${PROJECT}`;
  expect(asked).toEqual([
    "early /api/console/v1/session",
    `early ${project}`,
    `early ${project}/roles`,
  ]);
});

test.describe("somebody who is not signed in", () => {
  test.use({ signedInAs: null });

  test("sees the page after signing in, not what was refused before", async ({ page, console }) => {
    await page.goto(roles);
    await console.signIn(OWNER, PASSWORD);
    await expect(page.getByRole("heading", { name: "No AWS IAM role yet" })).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
});
