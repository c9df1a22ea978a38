import type { LaunchOptions } from "@playwright/test";

/** The browser that the task runner found; without one, Playwright's own. */
export const launchOptions: LaunchOptions = {
  ...(process.env["CHROMIUM"] ? { executablePath: process.env["CHROMIUM"] } : {}),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
