import type { BrowserContext, Page } from "@playwright/test";

import { test as backendTest, type Backend } from "../fixtures/backend";
import { expect, OWNER, PROJECT, signIn } from "../fixtures/console";
import { clickInTurn, noteMemory, programMemory } from "../fixtures/memory";
import { CREATE } from "../pages/authorize";
import { Console } from "../pages/console";
import { load, median, milliseconds, ratio, slowDown, SLOW_CPU, SLOW_NETWORK, tell } from "./measure";
import { serveDialog, servePlain } from "./plain";

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

/** What the page notes for the measures of the dialog. */
interface Notes {
  /** The layout shift since the page was opened. */
  shift: number;
  /** Tasks of more than 50 ms. */
  tasks: PerformanceEntry[];
  /** From when to when something was opened or expanded. */
  measured: [start: number, end: number][];
}

test("the dialog and its procedures", async ({ backend, browser, context }) => {
  await threeRoles(backend, context);
  const page = await context.newPage();
  await noteMemory(page);
  await page.addInitScript(() => {
    const notes = window as unknown as Notes;
    notes.shift = 0;
    notes.tasks = [];
    notes.measured = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) notes.shift += entry.value;
      }
    }).observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver((list) => {
      notes.tasks.push(...list.getEntries());
    }).observe({ type: "longtask" });
  });
  const it = new Console(page);
  await page.goto(backend.url + roles);
  await expect(it.row("authorized").first()).toBeVisible();
  // The part with the dialog is loaded once; what counts is how quick it is from then on.
  await it.authorizeButton.click();
  const plain = await serveDialog(page);
  await it.authorize.next.click();
  await it.authorize.cancel.click();
  await expect(it.row("in progress").first()).toBeVisible();
  const other = await context.newPage();
  await other.goto(plain.url);

  console.log("\nThe dialog:\n");
  const opened: number[] = [];
  const without: number[] = [];
  const expanded: number[] = [];
  // In turns, as the machine may be busier at one time than at another.
  for (let turn = 0; turn < 3; turn += 1) {
    without.push(...(await openDialog(other, 5)));
    opened.push(...(await openDialog(page, 5)));
  }
  await other.close();
  plain.server.close();
  const session = await slowDown(page, SLOW_CPU);
  await it.row("in progress").first().getByRole("button", { name: "Resume" }).click();
  await expect(it.authorize.procedure(CREATE)).toBeVisible();
  for (let round = 0; round < 7; round += 1) {
    expanded.push(await nextFrame(page, CREATE));
    await it.authorize.procedure(CREATE).click();
  }
  const notes = await page.evaluate(() => {
    const { shift, tasks, measured } = window as unknown as Notes;
    // Not the tasks by which Playwright looks for elements and clicks on them.
    const own = tasks.filter(({ startTime, duration }) =>
      measured.some(([start, end]) => startTime < end && startTime + duration > start),
    );
    return { shift, longest: Math.max(0, ...own.map(({ duration }) => duration)) };
  });
  tell(`the frame after the dialog is opened, ${SLOW_CPU.name}`, milliseconds(median(opened)), "under 50 ms");
  tell("the same, beside that dialog without a framework", ratio(median(opened), median(without)), "");
  tell(`the frame after a procedure is expanded, ${SLOW_CPU.name}`, milliseconds(median(expanded)), "under 50 ms");
  tell("the longest task meanwhile (0: none was longer than 50 ms)", milliseconds(notes.longest), "0 ms");
  tell("layout shift over the flow", notes.shift.toFixed(4), "under 0.01");

  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await it.authorize.cancel.click();
  await expect(it.authorize.dialog).toHaveCount(0);
  const openings = (times: number): Promise<void> =>
    clickInTurn(page, times, [
      ["Authorize an AWS IAM Role", "dialog[open]"],
      ["Cancel", "body:not(:has(dialog[open]))"],
    ]);
  // What the browser compiles for these first ones stays.
  await openings(20);
  const before = await memory(page);
  await openings(200);
  const after = await memory(page);
  tell("JS heap and WASM memory after the flow", mebibytes(before), "at most 16 MiB");
  const grown = `${mebibytes(after)}, ${((after - before) / 1024).toFixed(0)} KiB more`;
  tell("the same after 200 openings of the dialog", grown, "no growth");
  await browser.close();
});

/** Opens the dialog and closes it again, that many times. Gives the milliseconds until the frames in which it opens. */
async function openDialog(page: Page, times: number): Promise<number[]> {
  const { dialog, cancel } = new Console(page).authorize;
  await page.bringToFront();
  // Only in its turn: slowing a page down takes a processor, also from the page beside it.
  const session = await slowDown(page, SLOW_CPU);
  const opened: number[] = [];
  // The first one does not count: the page was behind another.
  for (let round = 0; round <= times; round += 1) {
    opened.push(await nextFrame(page, "Authorize an AWS IAM Role"));
    await cancel.click();
    await expect(dialog).toHaveCount(0);
  }
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  return opened.slice(1);
}

/** Milliseconds from a click on the button of that name until the frame after it. */
function nextFrame(page: Page, name: string): Promise<number> {
  return page.getByRole("button", { name, exact: true }).first().evaluate(async (button) => {
    const frame = (): Promise<number> =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve(performance.now());
          channel.port2.postMessage(undefined);
        });
      });
    const start = performance.now();
    (button as HTMLElement).click();
    const end = await frame();
    // What was put off until after that frame must not take long either.
    await frame();
    (window as unknown as Partial<Notes>).measured?.push([start, await frame()]);
    return end - start;
  });
}

/** Bytes of the JavaScript heap after a collection, and of the program's own memory. */
async function memory(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize + (await programMemory(page));
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
