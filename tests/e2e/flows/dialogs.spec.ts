import type { Page } from "@playwright/test";

import { expect, PROJECT, PROJECT_NAME } from "../fixtures/console";
import { test } from "../fixtures/keyboard";

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

for (const press of ["keydown", "pointerdown"]) {
  test(`a ${press} that comes before the rest is inert finds it inert`, async ({ page, console }) => {
    await page.goto(`${project}/integrations/aws-iam-roles`);
    await console.authorizeButton.click();
    await console.authorize.cancel.click();
    await expect(console.authorize.dialog).toHaveCount(0);

    const modal = await console.authorizeButton.evaluate((opener: HTMLElement, press) => {
      opener.click();
      const modal: boolean[] = [];
      return new Promise<boolean[]>((resolve) => {
        const note = () => modal.push(document.querySelector("dialog:modal") !== null);
        requestAnimationFrame(() => {
          note();
          const target = press === "keydown" ? document.activeElement : opener;
          target?.dispatchEvent(new Event(press, { bubbles: true }));
          note();
          resolve(modal);
        });
      });
    }, press);
    expect(modal).toEqual([false, true]);
  });
}

test("Tab right after Enter stays in the dialog", async ({ page, console, keys }) => {
  await page.goto(`${project}/integrations/aws-iam-roles`);
  await console.authorizeButton.click();
  await console.authorize.cancel.click();
  await expect(console.authorize.dialog).toHaveCount(0);
  await keys.to("button", "Authorize an AWS IAM Role");

  const session = await page.context().newCDPSession(page);
  const press = (key: string, code: number, modifiers = 0, text?: string) =>
    (["keyDown", "keyUp"] as const).map((type) =>
      session.send("Input.dispatchKeyEvent", {
        type,
        key,
        code: key,
        windowsVirtualKeyCode: code,
        modifiers,
        ...(text && type === "keyDown" ? { text } : {}),
      }),
    );
  const SHIFT = 8;
  // All at once: nobody waits for a frame between them.
  await Promise.all([...press("Enter", 13, 0, "\r"), ...press("Tab", 9, SHIFT), ...press("Tab", 9, SHIFT)]);
  await expect(console.authorize.dialog).toBeVisible();
  await expect(page.locator("dialog:modal")).toHaveCount(1);
  // The browser's own buttons may come between; the page behind may not.
  const outside = await page.evaluate(() => {
    const focused = document.activeElement;
    return focused !== document.body && focused?.closest("dialog") === null;
  });
  expect(outside).toBe(false);
});

test("a form that has told something once opens with the focus on its first field again", async ({ page, console, backend }) => {
  await page.goto(`${project}/access-keys`);
  const name = page.getByRole("textbox", { name: "Name" });
  await page.getByRole("button", { name: OPENER }).click();
  await expect(name).toBeFocused();
  await page.keyboard.type("nightly");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  backend.secrets.add(await console.copied(page.getByRole("button", { name: "Copy client secret" })));
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: OPENER }).click();
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("");
});

test("what was said before is not said again by a dialog, nor once it has gone", async ({ page, console }) => {
  await page.goto("/gallery");
  await page.getByRole("button", { name: "Show a toast" }).click();
  await console.expectAnnounced(/authorized/);
  await page.evaluate(() => {
    const notes = window as unknown as { said: string[] };
    notes.said = [];
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest("[role=status]");
        if (region?.textContent) notes.said.push(region.textContent);
      }
      for (const region of document.querySelectorAll("dialog[open] [role=status]")) {
        if (region.textContent) notes.said.push(region.textContent);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  for (let turn = 0; turn < 2; turn += 1) {
    await page.getByRole("button", { name: "Ask before deleting" }).click();
    await expect(page.locator("dialog:modal")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("alertdialog").or(page.getByRole("dialog"))).toHaveCount(0);
  }
  expect(await page.evaluate(() => (window as unknown as { said: string[] }).said)).toEqual([]);
});

test.describe("on a narrow window", () => {
  test.use({ viewport: { width: 390, height: 844 }, scenario: "in-progress" });

  test("a toast from before is not in a dialog, where it would lie on its buttons, and does not stay longer for it", async ({
    page,
    console,
  }) => {
    await page.clock.install();
    await page.goto(`${project}/integrations/aws-iam-roles`);
    await console.row("in progress").getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect(console.row("in progress")).toHaveCount(0);
    const toasts = page.getByRole("region", { name: "Notifications" });
    await expect(toasts).toContainText("deleted");
    await page.clock.fastForward(5_000);
    await console.authorizeButton.click();
    await expect(console.authorize.next).toBeVisible();
    await expect(page.locator("dialog:modal")).toHaveCount(1);
    await expect(toasts).toHaveCount(0);
    await console.authorize.cancel.click();
    await expect(toasts).toContainText("deleted");
    await page.clock.fastForward(3_500);
    await expect(toasts).toHaveCount(0);
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
