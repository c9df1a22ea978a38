import type { Browser, BrowserContext, CDPSession, Page } from "@playwright/test";

/** How often each time is taken; the median counts. */
const ROUNDS = 7;

/** What a slow laptop or a slow connection is like. */
export interface Conditions {
  name: string;
  /** How many times slower the processor is. */
  cpu: number;
  /** Bits per second and milliseconds; nothing for as fast as it goes. */
  network?: { bits: number; latency: number };
}

export const SLOW_CPU: Conditions = { name: "CPU 4 times slower", cpu: 4 };
export const SLOW_NETWORK: Conditions = {
  name: "1.6 Mbit/s, 150 ms",
  cpu: 1,
  network: { bits: 1_600_000, latency: 150 },
};

export async function slowDown(page: Page, conditions: Conditions): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: conditions.cpu });
  if (conditions.network) {
    const throughput = conditions.network.bits / 8;
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: conditions.network.latency,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
  }
  return session;
}

interface Noted {
  rowsToRead?: number;
  rowsToUse?: number;
}

/** Notes on the page itself when the first row of the table could be read, and when it could be used, with the frame after it. */
export function noteRows(): void {
  const notes = window as unknown as Noted;
  const note = (name: keyof Noted): void => {
    requestAnimationFrame(() => (notes[name] = performance.now()));
  };
  let read = false;
  const seen = new MutationObserver(() => {
    const row = document.querySelector("tbody tr:not([aria-hidden])");
    if (!row) return;
    if (!read) note("rowsToRead");
    read = true;
    if (row.closest("[inert]")) return;
    seen.disconnect();
    note("rowsToUse");
  });
  seen.observe(document, { childList: true, subtree: true });
}

export interface Load {
  /** Milliseconds from the navigation until the rows could be read. */
  rows: number;
  /** Milliseconds until they could be used: until the program was there. */
  use: number;
  /** Milliseconds until the first contentful paint. */
  paint: number;
}

/** Opens a page in a browser that has never seen it, several times. */
export async function load(
  browser: Browser,
  url: string,
  conditions: Conditions,
  prepare: (context: BrowserContext) => Promise<void> = async () => {},
): Promise<Load> {
  const loads: Load[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await prepare(context);
    const page = await context.newPage();
    await page.addInitScript(noteRows);
    await slowDown(page, conditions);
    await page.goto(url, { waitUntil: "commit" });
    const used = await page.waitForFunction(() => (window as unknown as Noted).rowsToUse, undefined, {
      timeout: 60_000,
    });
    const [rows, paint] = await page.evaluate(() => [
      (window as unknown as Noted).rowsToRead ?? 0,
      performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    ]);
    loads.push({ rows: rows ?? 0, use: (await used.jsonValue()) ?? 0, paint: paint ?? 0 });
    await context.close();
  }
  return {
    rows: median(loads.map((load) => load.rows)),
    use: median(loads.map((load) => load.use)),
    paint: median(loads.map((load) => load.paint)),
  };
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export function tell(measure: string, value: string, goal: string): void {
  console.log(`  ${measure.padEnd(58)} ${value.padStart(26)}   ${goal}`);
}

export function milliseconds(value: number): string {
  return `${value.toFixed(0)} ms`;
}

/** A time beside the one that it is compared with, and how many times longer it is. */
export function ratio(value: number, other: number): string {
  return `${value.toFixed(0)} / ${other.toFixed(0)} ms = ${(value / other).toFixed(2)}`;
}
