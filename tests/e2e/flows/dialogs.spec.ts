import type { Page } from "@playwright/test";

import { expect, PROJECT, PROJECT_NAME, test } from "../fixtures/console";

const project = `/projects/${PROJECT}`;
const OPENER = "Create an access key";

/** Opens the dialog of an access key and closes it, so that the part of the program with it is there. */
async function openDialogOnce(page: Page): Promise<void> {
  await page.getByRole("button", { name: OPENER }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

test("what has the focus in a dialog keeps it, with its text and caret, when the rest of the page goes inert", async ({
  page,
}) => {
  await page.goto(`${project}/access-keys`);
  await openDialogOnce(page);

  const seen = await page.getByRole("button", { name: OPENER }).evaluate(async (opener: HTMLElement) => {
    const opened = new Promise<void>((resolve) => {
      new MutationObserver((_, observer) => {
        if (!document.querySelector("dialog[open]")) return;
        observer.disconnect();
        resolve();
      }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["open"] });
    });
    opener.click();
    await opened;
    const dialog = document.querySelector("dialog[open]");
    if (!dialog) throw new Error("it has gone");
    const first = document.activeElement;
    const fields = [...dialog.querySelectorAll<HTMLInputElement>("input, textarea")];
    const text = fields.find((field) => field.type === "text");
    const other = fields.find((field) => field !== text);
    if (!text || !other) throw new Error("it has no two fields");
    text.value = "nightly";
    text.setSelectionRange(2, 5);
    other.focus();
    const before = { focusedFirst: first === text, modal: dialog.matches(":modal") };
    const left: string[] = [];
    for (const name of ["blur", "focusout", "focusin", "close"]) {
      dialog.addEventListener(name, () => left.push(name), { capture: true });
    }
    while (!dialog.matches(":modal")) await new Promise(requestAnimationFrame);
    return {
      ...before,
      left,
      keepsFocus: document.activeElement === other,
      text: [text.value, text.selectionStart, text.selectionEnd],
    };
  });
  expect(seen).toEqual({
    focusedFirst: true,
    modal: false,
    left: [],
    keepsFocus: true,
    text: ["nightly", 2, 5],
  });
});

test("a second click that comes before the rest is inert opens nothing more", async ({ page, console }) => {
  await page.goto("/projects");
  await console.openRoles(PROJECT_NAME, "Configure");
  await console.authorizeButton.click();
  await console.authorize.cancel.click();
  await expect(console.authorize.dialog).toHaveCount(0);

  const modal = await console.authorizeButton.evaluate(async (opener: HTMLElement) => {
    opener.click();
    await new Promise(requestAnimationFrame);
    const modal = document.querySelector("dialog:modal") !== null;
    opener.click();
    return modal;
  });
  expect(modal).toBe(false);
  await expect(page.locator("dialog:modal")).toHaveCount(1);
  await expect(console.authorize.next).toBeVisible();
  await page.goBack();
  await expect(console.authorize.dialog).toHaveCount(0);
  await expect(console.heading).toHaveText("AWS IAM Role Access");
});

test("a dialog that opens over another before that is modal lies above it", async ({ page }) => {
  await page.goto(`${project}/access-keys`);
  await openDialogOnce(page);

  const modal = await page.getByRole("button", { name: OPENER }).evaluate(async (opener: HTMLElement) => {
    const dialogs = () => [...document.querySelectorAll("dialog[open]")];
    const microtasks = async () => {
      for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
    };
    opener.click();
    await microtasks();
    const [below] = dialogs();
    const field = below?.querySelector<HTMLInputElement>("input[type=text]");
    if (!below || !field) throw new Error("it is not open");
    const modal = [below.matches(":modal")];
    field.value = "nightly";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await microtasks();
    document.querySelector<HTMLElement>("nav a[href$='/clusters']")?.click();
    await microtasks();
    modal.push(...dialogs().map((dialog) => dialog.matches(":modal")));
    return modal;
  });
  expect(modal).toEqual([false, true, true]);

  await page.getByRole("button", { name: "Stay" }).click();
  const below = page.getByRole("dialog");
  await expect(below).toHaveCount(1);
  await expect(below.getByRole("textbox", { name: "Name" })).toHaveValue("nightly");
  expect(await below.evaluate((dialog) => dialog.matches(":modal"))).toBe(true);
});
