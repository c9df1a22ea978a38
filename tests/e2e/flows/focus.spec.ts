import type { Locator, Page } from "@playwright/test";

import type { Backend } from "../fixtures/backend";
import { expect, OWNER, PROJECT, signIn, test, VIEWER } from "../fixtures/console";
import { CREATE } from "../pages/authorize";
import type { Console } from "../pages/console";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;
const api = `/api/console/v1${project}`;

interface Given {
  page: Page;
  console: Console;
  backend: Backend;
}

interface Action {
  /** What is done. */
  name: string;
  /** Goes to where it is done, and gives what is pressed and what is gone after that. */
  prepare: (given: Given) => Promise<{ press: Locator; confirm?: Locator; gone: Locator }>;
  /** Where the focus is then. */
  focused: (given: Given) => Locator;
}

/** Makes something by the API, as the person who is signed in. */
async function post({ page, backend }: Given, path: string, data: object): Promise<void> {
  const answer = await page.request.post(`${api}${path}`, { data, headers: { origin: backend.url } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Signs the owner in elsewhere, with browsers of these names. */
async function signInElsewhere({ page, backend }: Given, names: string[]): Promise<void> {
  for (const name of names) {
    const userAgent = `Mozilla/5.0 (X11; Linux x86_64; rv:140.0) ${name}`;
    const elsewhere = await page.context().browser()?.newContext({ userAgent, baseURL: backend.url });
    if (!elsewhere) throw new Error("there is no browser");
    await signIn(elsewhere, backend, OWNER);
    for (const { value } of await elsewhere.cookies()) backend.secrets.add(value);
    await elsewhere.close();
  }
}

async function keys(given: Given, names: string[]): Promise<void> {
  for (const label of names) {
    await post(given, "/programs", { kind: "service-account", role: "read-only", label, expiresInDays: 1 });
  }
  await given.page.goto(`${project}/access-keys`);
}

function revoke({ page }: Given, name: string) {
  const press = page.getByRole("button", { name: `Revoke: ${name}` });
  const confirm = page.getByRole("dialog").getByRole("button", { name: "Revoke" });
  return { press, confirm, gone: press };
}

async function invitations(given: Given, people: string[]): Promise<void> {
  for (const email of people) await post(given, "/members", { email, role: "read-only" });
  await given.page.goto(`${project}/members`);
}

/** Deletes roles that were just made, so that they can be brought back. */
async function recentlyDeleted(given: Given, count: number): Promise<Locator> {
  const { page, backend } = given;
  const headers = { origin: backend.url };
  for (let made = 0; made < count; made += 1) {
    const url = `/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess`;
    const answer = await page.request.post(url, { data: { providerName: "AWS" }, headers });
    const { roleId } = await answer.json();
    expect((await page.request.delete(`${url}/AWS/${roleId}`, { headers })).ok()).toBe(true);
  }
  await page.goto(roles);
  await page.getByRole("button", { name: "Clean up" }).press("Enter");
  await page.getByRole("menuitem", { name: "Recently deleted roles" }).press("Enter");
  return page.getByRole("dialog", { name: "Recently deleted roles" }).getByRole("listitem");
}

const title = ({ console }: Given, text: string): Locator => console.heading.filter({ hasText: text });
const modalTitle = ({ console }: Given): Locator =>
  console.authorize.dialog.getByRole("heading", { name: "Authorize an AWS IAM Role", level: 2 });

/** Does it with the keyboard alone, and looks where the focus is once what had it has gone. */
function check({ name, prepare, focused }: Action): void {
  test(name, async ({ page, console, backend }) => {
    const given = { page, console, backend };
    const { press, confirm, gone } = await prepare(given);
    await press.press("Enter");
    await confirm?.press("Enter");
    await expect(gone).toHaveCount(0);
    await expect(focused(given)).toBeFocused();
  });
}

const ACTIONS: Action[] = [
  {
    name: "Next: the modal's title",
    prepare: async ({ page, console }) => {
      await page.goto(`${roles}/authorize`);
      return { press: console.authorize.next, gone: console.authorize.next };
    },
    focused: modalTitle,
  },
  {
    name: "Revoke: the key that takes its place",
    prepare: async (given) => {
      await keys(given, ["one", "two", "three"]);
      return revoke(given, "two");
    },
    // The oldest is the first.
    focused: ({ console }) => console.row("three").getByRole("button", { name: "Copy client ID" }),
  },
  {
    name: "Revoke the last of the list: the key before it",
    prepare: async (given) => {
      await keys(given, ["one", "two"]);
      return revoke(given, "two");
    },
    focused: ({ console }) => console.row("one").getByRole("button", { name: "Copy client ID" }),
  },
  {
    name: "Revoke the only key: the page's title",
    prepare: async (given) => {
      await keys(given, ["one"]);
      return revoke(given, "one");
    },
    focused: (given) => title(given, "Access Keys"),
  },
  {
    name: "Remove a member: the member who takes their place",
    prepare: async (given) => {
      const { page, backend } = given;
      const { id } = (await backend.admin(["project", "add", "Shop"])) as { id: string };
      backend.secrets.add("correct horse battery");
      const person = ["user", "add", "ada@example.com", "--project", id, "--role", "owner"];
      await backend.admin(person, "correct horse battery");
      await invitations(given, ["ada@example.com"]);
      const press = page.getByRole("button", { name: "Remove: ada@example.com" });
      const confirm = page.getByRole("dialog").getByRole("button", { name: "Remove" });
      return { press, confirm, gone: press };
    },
    focused: ({ page }) => page.getByRole("combobox", { name: `Role of ${VIEWER}` }),
  },
  {
    name: "Withdraw an invitation: the invitation that takes its place",
    prepare: async (given) => {
      await invitations(given, ["a@example.com", "b@example.com"]);
      const press = given.page.getByRole("button", { name: "Withdraw: a@example.com" });
      return { press, gone: press };
    },
    focused: ({ page }) => page.getByRole("button", { name: "Withdraw: b@example.com" }),
  },
  {
    name: "Withdraw the only invitation: the page's title",
    prepare: async (given) => {
      await invitations(given, ["a@example.com"]);
      const press = given.page.getByRole("button", { name: "Withdraw: a@example.com" });
      return { press, gone: press };
    },
    focused: (given) => title(given, "Members"),
  },
  {
    name: "End a session: the session that takes its place",
    prepare: async (given) => {
      await signInElsewhere(given, ["Firefox/140.0", "Chrome/140.0.0.0"]);
      await given.page.goto("/sessions");
      const press = given.page.getByRole("button", { name: /^End: Chrome on/ });
      return { press, gone: press };
    },
    focused: ({ page }) => page.getByRole("button", { name: /^End: Firefox on/ }),
  },
  {
    name: "Undo among the recently deleted roles: the role that takes its place",
    prepare: async (given) => {
      const items = await recentlyDeleted(given, 2);
      await expect(items).toHaveCount(2);
      return { press: items.first().getByRole("button", { name: /^Undo/ }), gone: items.nth(1) };
    },
    focused: ({ page }) => page.getByRole("dialog").getByRole("button", { name: /^Undo/ }),
  },
  {
    name: "Undo of the only recently deleted role: the dialog's title",
    prepare: async (given) => {
      const items = await recentlyDeleted(given, 1);
      return { press: items.getByRole("button", { name: /^Undo/ }), gone: items };
    },
    focused: ({ page }) => page.getByRole("heading", { name: "Recently deleted roles", level: 2 }),
  },
];

test.describe("the focus is never lost", () => {
  for (const action of ACTIONS) check(action);

  test.describe("with a role in progress and one authorized", () => {
    test.use({ scenario: "in-progress" });

    const remove = async ({ page, console }: Given) => {
      await page.goto(roles);
      const press = console.row("in progress").getByRole("button", { name: "Delete" });
      const confirm = page.getByRole("dialog").getByRole("button", { name: "Delete" });
      return { press, confirm, gone: press };
    };
    check({
      name: "Delete a role: the page's title",
      prepare: remove,
      focused: (given) => title(given, "AWS IAM Role Access"),
    });
    check({
      name: "Undo in the notification: the page's title",
      prepare: async (given) => {
        const { press, confirm, gone } = await remove(given);
        await press.press("Enter");
        await confirm.press("Enter");
        await expect(gone).toHaveCount(0);
        const undo = given.page.getByRole("button", { name: "Undo" });
        return { press: undo, gone: undo };
      },
      focused: (given) => title(given, "AWS IAM Role Access"),
    });
  });

  test.describe("while AWS spreads a change", () => {
    test.use({ propagationWindow: 60 });

    check({
      name: "Stop in the modal: the ARN, in the same step",
      prepare: async ({ page, console }) => {
        await page.goto(roles);
        await console.authorize.begin(CREATE);
        await console.authorize.submit("arn:aws:iam::000000000000:role/denied-role");
        return { press: console.authorize.stop, gone: console.authorize.stop };
      },
      focused: ({ console }) => console.authorize.roleArn,
    });

    test.describe("on the page of a role that is refused", () => {
      test.use({ scenario: "unhealthy" });

      test("Stop keeps the focus while there is news of the validation", async ({ page, console }) => {
        let follow = (): void => {};
        const followed = new Promise<void>((resolve) => (follow = resolve));
        await page.route("**/events", async (route) => {
          await followed;
          await route.continue();
        });
        await page.goto(`${roles}?status=refused`);
        await console.row("refused by AWS").getByRole("button", { name: "More actions" }).click();
        await page.getByRole("menuitem", { name: "View Role Details" }).click();
        await page.getByRole("button", { name: "Validate again" }).click();
        const stop = page.getByRole("button", { name: "Stop", exact: true });
        await stop.focus();
        follow();
        await expect(page.getByRole("list", { name: "Validation" })).toContainText("trying again");
        await expect(stop).toBeFocused();
      });

      check({
        name: "Stop: the title of its part",
        prepare: async ({ page, console }) => {
          await page.goto(`${roles}?status=refused`);
          await console.row("refused by AWS").getByRole("button", { name: "More actions" }).press("Enter");
          await page.getByRole("menuitem", { name: "View Role Details" }).press("Enter");
          await page.getByRole("button", { name: "Validate again" }).press("Enter");
          const stop = page.getByRole("button", { name: "Stop", exact: true });
          return { press: stop, gone: stop };
        },
        focused: ({ page }) => page.getByRole("heading", { name: "Health", level: 2 }),
      });
    });
  });

  test.describe("with a key", () => {
    test.use({ scenario: "role-encryption" });

    check({
      name: "Discard the edits of clusters: the page's title",
      prepare: async ({ page, console }) => {
        await page.goto(`${project}/clusters`);
        await console.row("Analytics").getByRole("switch").press("Enter");
        const discard = page.getByRole("button", { name: "Discard" });
        return { press: discard, gone: discard };
      },
      focused: (given) => title(given, "Clusters"),
    });
  });
});

test.describe("a validation that waits for AWS", () => {
  test.use({ propagationWindow: 8 });

  test("says so once, and then what came out", async ({ page, console }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    // All that is put into a polite live region from now on.
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const region = (target instanceof Element ? target : target.parentElement)?.closest("[role=status]");
          if (region?.textContent) heard.push(region.textContent);
        }
      }).observe(document.body, { childList: true, characterData: true, subtree: true });
    });
    await console.authorize.submit("arn:aws:iam::000000000000:role/denied-role");
    await console.expectAnnounced(/^AWS may not have spread this yet, trying again/);
    await expect(console.authorize.refusal).toContainText("AWS refused", { timeout: 20_000 });
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    expect(heard.filter((text) => text.startsWith("AWS may not have spread"))).toHaveLength(1);
    // It is not so any more.
    await expect(page.getByRole("status").filter({ hasText: "AWS may not have spread" })).toHaveCount(0);
  });
});

test("that a validation has begun is not said after its refusal, and the field that has the focus stays in sight", async ({
  page,
  console,
}) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.roleArn.fill("arn:aws:iam::000000000000:role/open-role");
  await console.authorize.roleArn.press("Enter");
  await expect(console.authorize.refusal).toBeVisible();
  await page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))));
  await expect(page.getByRole("status").filter({ hasText: "has begun" })).toHaveCount(0);
  await expect(console.authorize.roleArn).toBeFocused();
  await expect(console.authorize.roleArn).toBeInViewport({ ratio: 1 });
});

test("a banner that was there from the beginning is no live region", async ({ page, console }) => {
  await page.goto(`${roles}/authorize`);
  await expect(console.authorize.dialog).toContainText("Two refused calls");
  await expect(page.getByRole("status").filter({ hasText: "Two refused calls" })).toHaveCount(0);
  await console.authorize.next.click();
  await console.authorize.open("Add Trust Relationships to an Existing Role");
  await expect(console.authorize.dialog).toContainText("Replacing cuts off");
  await expect(page.getByRole("status").filter({ hasText: "Replacing cuts off" })).toHaveCount(0);
});
