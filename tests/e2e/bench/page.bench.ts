import type { BrowserContext, Page } from "@playwright/test";

import { test as backendTest, type Backend } from "../fixtures/backend";
import { expect, OWNER, PROJECT, signIn } from "../fixtures/console";
import { CREATE } from "../pages/authorize";
import { Console } from "../pages/console";
import { load, median, milliseconds, ratio, slowDown, SLOW_CPU, SLOW_NETWORK, tell } from "./measure";
import { servePlain } from "./plain";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

const test = backendTest;

/** A browser's context with the owner signed in. */
function owner(backend: Backend): (context: BrowserContext) => Promise<void> {
  return (context) => signIn(context, backend, OWNER);
}

/** Makes three access roles, two of them authorized. */
async function threeRoles(backend: Backend, context: BrowserContext): Promise<string> {
  await signIn(context, backend, OWNER);
  const headers = { origin: backend.url };
  const url = `${backend.url}/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess`;
  for (const name of ["ok-one", "ok-two", ""]) {
    const made = await context.request.post(url, { headers, data: { providerName: "AWS" } });
    const { roleId } = await made.json();
    if (!name) continue;
    const iamAssumedRoleArn = `arn:aws:iam::000000000000:role/${name}`;
    const data = { providerName: "AWS", iamAssumedRoleArn };
    expect((await context.request.patch(`${url}/${roleId}`, { headers, data })).status()).toBe(200);
  }
  const list = await context.request.get(`${backend.url}/api/console/v1/projects/${PROJECT}/roles`);
  return list.text();
}

test("a first load, beside a page without a framework", async ({ backend, browser, context }) => {
  const plain = await servePlain(await threeRoles(backend, context));
  console.log("\nA first load of the list of three roles, beside a page without a framework:\n");
  for (const [conditions, goal] of [
    [SLOW_CPU, 1.6],
    [SLOW_NETWORK, 2.5],
  ] as const) {
    const other = await load(browser, plain.url, conditions);
    const own = await load(browser, backend.url + roles, conditions, owner(backend));
    tell(`rows ready to be read, ${conditions.name}`, ratio(own.rows, other.rows), `at most ${goal}`);
    tell(`rows ready to be used, ${conditions.name}`, ratio(own.use, other.use), `at most ${goal}`);
    tell(`first contentful paint, ${conditions.name}`, ratio(own.paint, other.paint), "at most 1.2");
  }
  plain.server.close();
});

test.describe("ten thousand roles", () => {
  test.use({ scenario: "many-roles" });

  test("a list of 10,000 roles, beside one of three", async ({ backend, browser }) => {
    const few = await startWith(backend, browser);
    console.log("\nThe list of 10,000 roles:\n");
    const other = await load(browser, few.url + roles, SLOW_CPU, owner(few));
    const own = await load(browser, backend.url + roles, SLOW_CPU, owner(backend));
    tell(`rows ready to be read, beside three roles, ${SLOW_CPU.name}`, ratio(own.rows, other.rows), "at most 1.2");
    tell(`rows ready to be used, beside three roles, ${SLOW_CPU.name}`, ratio(own.use, other.use), "at most 1.2");
    await few.stop();

    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await signIn(context, backend, OWNER);
    const page = await context.newPage();
    await page.goto(backend.url + roles);
    await expect(page.locator("tbody tr")).toHaveCount(50);
    tell("rows in the document", String(await page.locator("tbody tr").count()), "at most 80");
    await slowDown(page, SLOW_CPU);
    const frames = await framesOfSearch(page);
    tell("frames from the answer of a search to its rows", String(frames), "at most 2");
    await context.close();
  });
});

/** Another console on the same program, with three roles. */
async function startWith(like: Backend, browser: import("@playwright/test").Browser): Promise<Backend> {
  const few = like.another("getting-started");
  await few.start();
  const context = await browser.newContext();
  await threeRoles(few, context);
  await context.close();
  return few;
}

/** Types a search, and counts the frames between its answer and the rows that show it. */
async function framesOfSearch(page: Page): Promise<number> {
  await page.evaluate(() => {
    const notes = window as unknown as { answered: number; frames: number };
    const send = window.fetch;
    window.fetch = async (...request) => {
      const response = await send(...request);
      const json = response.json.bind(response);
      response.json = async () => {
        const value = await json();
        notes.frames = 0;
        const count = (): void => {
          notes.frames += 1;
          requestAnimationFrame(count);
        };
        requestAnimationFrame(count);
        const changed = new MutationObserver(() => {
          notes.answered = notes.frames;
          changed.disconnect();
        });
        const table = document.querySelector("tbody");
        if (table) changed.observe(table, { childList: true, subtree: true, characterData: true });
        return value;
      };
      return response;
    };
  });
  await page.getByRole("searchbox").pressSequentially("-00042", { delay: 30 });
  const frames = await page.waitForFunction(
    () => (window as unknown as { answered?: number }).answered !== undefined,
  );
  await frames.dispose();
  return page.evaluate(() => (window as unknown as { answered: number }).answered);
}

test("the dialog and its procedures", async ({ backend, browser, context }) => {
  await threeRoles(backend, context);
  const page = await context.newPage();
  await page.addInitScript(() => {
    const notes = window as unknown as { shift: number; longest: number; wasm: WebAssembly.Memory };
    notes.shift = 0;
    notes.longest = 0;
    const instantiate = WebAssembly.instantiate.bind(WebAssembly) as (
      ...given: [WebAssembly.Module, WebAssembly.Imports?]
    ) => Promise<WebAssembly.Instance>;
    WebAssembly.instantiate = (async (...given: Parameters<typeof instantiate>) => {
      const instance = await instantiate(...given);
      // The parts that come later use the memory of the first.
      const { memory } = instance.exports;
      if (memory instanceof WebAssembly.Memory) notes.wasm = memory;
      return instance;
    }) as typeof WebAssembly.instantiate;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) notes.shift += entry.value;
      }
    }).observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) notes.longest = Math.max(notes.longest, entry.duration);
    }).observe({ type: "longtask" });
  });
  const it = new Console(page);
  await page.goto(backend.url + roles);
  await expect(it.row("authorized").first()).toBeVisible();
  // The part with the dialog is loaded once; what counts is how quick it is from then on.
  await it.authorizeButton.click();
  await it.authorize.next.click();
  await it.authorize.cancel.click();
  await expect(it.row("in progress").first()).toBeVisible();
  await page.evaluate(() => ((window as unknown as { longest: number }).longest = 0));

  console.log("\nThe dialog:\n");
  const session = await slowDown(page, SLOW_CPU);
  const opened: number[] = [];
  const expanded: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    opened.push(await nextFrame(page, "Authorize an AWS IAM Role"));
    await it.authorize.cancel.click();
    await expect(it.authorize.dialog).toHaveCount(0);
  }
  await it.row("in progress").first().getByRole("button", { name: "Resume" }).click();
  await expect(it.authorize.procedure(CREATE)).toBeVisible();
  for (let round = 0; round < 7; round += 1) {
    expanded.push(await nextFrame(page, CREATE));
    await it.authorize.procedure(CREATE).click();
  }
  const notes = await page.evaluate(() => {
    const { shift, longest } = window as unknown as { shift: number; longest: number };
    return { shift, longest };
  });
  tell(`the frame after the dialog is opened, ${SLOW_CPU.name}`, milliseconds(median(opened)), "under 50 ms");
  tell(`the frame after a procedure is expanded, ${SLOW_CPU.name}`, milliseconds(median(expanded)), "under 50 ms");
  tell("the longest task meanwhile (0: none was longer than 50 ms)", milliseconds(notes.longest), "0 ms");
  tell("layout shift over the flow", notes.shift.toFixed(4), "under 0.01");

  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await it.authorize.cancel.click();
  const before = await memory(page);
  for (let round = 0; round < 200; round += 1) {
    await it.authorizeButton.click();
    await expect(it.authorize.next).toBeVisible();
    await it.authorize.cancel.click();
    await expect(it.authorize.dialog).toHaveCount(0);
  }
  const after = await memory(page);
  tell("JS heap and WASM memory after the flow", mebibytes(before), "at most 16 MiB");
  tell("the same after 200 openings of the dialog", mebibytes(after), "no growth");
  await browser.close();
});

/** Milliseconds from a click on the button of that name until the frame after it. */
function nextFrame(page: Page, name: string): Promise<number> {
  return page.getByRole("button", { name, exact: true }).first().evaluate(
    (button) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        (button as HTMLElement).click();
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve(performance.now() - start);
          channel.port2.postMessage(undefined);
        });
      }),
  );
}

/** Bytes of the JavaScript heap after a collection, and of the program's own memory. */
async function memory(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const wasm = await page.evaluate(
    () => (window as unknown as { wasm: WebAssembly.Memory }).wasm.buffer.byteLength,
  );
  return usedSize + wasm;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
