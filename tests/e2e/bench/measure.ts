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

/** Notes on the page itself when the first row of the table was there, and the frame after it. */
export function noteRows(): void {
  const seen = new MutationObserver(() => {
    if (!document.querySelector("tbody tr:not([aria-hidden])")) return;
    seen.disconnect();
    requestAnimationFrame(() => {
      (window as unknown as { rowsReady: number }).rowsReady = performance.now();
    });
  });
  seen.observe(document, { childList: true, subtree: true });
}

export interface Load {
  /** Milliseconds from the navigation until the rows were there. */
  rows: number;
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
    const rows = await page.waitForFunction(
      () => (window as unknown as { rowsReady?: number }).rowsReady,
      undefined,
      { timeout: 60_000 },
    );
    const paint = await page.evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    );
    loads.push({ rows: (await rows.jsonValue()) ?? 0, paint });
    await context.close();
  }
  return {
    rows: median(loads.map((load) => load.rows)),
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
