import { expect, PROJECT, test as plainTest } from "../fixtures/console";
import { CATALOGS } from "../fixtures/languages";
import { hold } from "../fixtures/network";
import { take, test } from "./take";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

/** What the browser fetches first, and when a person first opens something of the project. */
const PROGRAM = "**/*_bg.wasm";
const PART = "**/part-project-*.wasm";

test.describe("with roles", () => {
  test.use({ scenario: "in-progress" });

  test("the program on its way, and one that can't come", async ({ page, complaints }) => {
    const release = await hold(page, PROGRAM);
    await page.goto("/projects", { waitUntil: "commit" });
    await expect(page.locator("#boot .skeleton")).toBeVisible();
    await take(page, "start", { waits: true });
    release();
    await page.route(PROGRAM, (route) => route.abort());
    await page.goto("/projects");
    const failed = page.getByText("The console could not be loaded.");
    await expect(failed).toBeVisible();
    await take(page, "start-failed");
    await page.unroute(PROGRAM);
    await page.route(PROGRAM, async (route) => {
      await expect(page.locator("#boot tbody tr").first()).toBeVisible();
      await route.abort();
    });
    await page.goto(roles, { waitUntil: "commit" });
    await expect(failed).toBeVisible();
    await take(page, "start-failed-rows");
    await page.addInitScript(() => Reflect.deleteProperty(window, "WebAssembly"));
    await page.goto("/projects");
    await expect(page.getByText("The console needs WebAssembly")).toBeVisible();
    await take(page, "start-no-wasm");
    complaints.splice(0);
  });

  test("a part on its way, and one that can't come", async ({ page, console, complaints }) => {
    const release = await hold(page, PART);
    await page.goto(`${project}/activity`);
    await expect(page.locator(".skeleton").first()).toBeVisible();
    await take(page, "part-coming", { waits: true });
    await page.goto(roles);
    const remove = console.row("in progress").getByRole("button", { name: "Delete" });
    await remove.click();
    await expect(page.getByRole("status").filter({ hasText: "Loading" })).toBeInViewport();
    await take(page, "part-coming-dialog", { waits: true });
    release();

    await page.route("**/part-*.wasm", (route) => route.abort());
    const missing = page.getByRole("alert").filter({ hasText: "This part of the console could not be loaded" });
    await page.goto(`${project}/activity`);
    await expect(missing).toBeVisible();
    await take(page, "part-failed");
    await page.goto(roles);
    await remove.click();
    const told = page.getByRole("region", { name: "Notifications" });
    await expect(told).toContainText("This part of the console could not be loaded");
    await take(page, "part-failed-dialog");
    await page.reload();
    await console.authorizeButton.click();
    await expect(console.authorize.dialog.getByRole("alert")).toBeVisible();
    await take(page, "part-failed-modal");
    complaints.splice(0);
  });

  test("what breaks down while it is made", async ({ page, console, complaints }) => {
    const broken = page.getByRole("alert").filter({ hasText: "Something went wrong here" });
    await page.goto(`${project}/activity`);
    const sections = page.getByRole("navigation", { name: "Project" });
    await sections.getByRole("link", { name: "Clusters" }).click();
    await expect(page.getByRole("heading", { name: "No clusters" })).toBeVisible();
    await console.failOnce();
    await sections.getByRole("link", { name: "Activity" }).click();
    await expect(broken).toBeVisible();
    await take(page, "broken-page");

    const release = await hold(page, "**/roles?*");
    await page.goto(roles);
    await expect(console.authorizeButton).toBeVisible();
    await console.failOnce();
    release();
    await expect(broken).toBeVisible();
    await take(page, "broken-rows");

    // Once it is here, what fails next is its making.
    const part = page.waitForResponse(PART);
    await page.goto(roles);
    const remove = console.row("in progress").getByRole("button", { name: "Delete" });
    await expect(remove).toBeVisible();
    await page.mouse.move(400, 400);
    await (await part).finished();
    // With the focus it has its hint, which is made before.
    await remove.focus();
    await console.failOnce();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "Notifications" })).toContainText("What should open here");
    await take(page, "broken-dialog");
    complaints.splice(0);
  });
});

test("a session that can't be loaded", async ({ page }) => {
  await page.route("**/api/console/v1/session", (route) => route.abort());
  await page.goto("/projects");
  await expect(page.getByRole("alert")).toContainText("This could not be loaded");
  await take(page, "session-not-loaded");
});

test.describe("in a language whose catalog can't come", () => {
  test.use({ locale: "de-DE" });

  test("the page is in English", async ({ page, console }) => {
    await page.route(CATALOGS, (route) => route.fulfill({ status: 404, body: "gone" }));
    await page.goto(`${project}/clusters`);
    await expect(console.heading).toHaveText("Clusters");
    const notice = page.getByRole("region", { name: "Notifications" }).getByRole("paragraph");
    // It stays as long as it is pointed at.
    await take(page, "language-missing", { open: () => notice.hover() });
  });
});

plainTest.describe("without scripts", () => {
  plainTest.use({ javaScriptEnabled: false, signedInAs: null });

  plainTest("why nothing comes", async ({ page }) => {
    await page.goto("/projects");
    // What only then is an element is not found by its text.
    await expect(page.locator("noscript .banner")).toBeVisible();
    await take(page, "start-no-script", { audited: false });
  });
});
