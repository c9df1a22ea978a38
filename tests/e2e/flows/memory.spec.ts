import { clickInTurn, noteMemory, programMemory } from "../fixtures/memory";
import { expect, PROJECT, test } from "../fixtures/console";

/** Memory grows by pages, and the one that the program has just begun may be the next. */
const PAGE = 64 * 1024;

const ways: [what: string, times: number, clicks: [name: string, leadsTo: string][]][] = [
  [
    "a dialog",
    400,
    [
      ["Authorize an AWS IAM Role", "dialog[open]"],
      ["Cancel", "body:not(:has(dialog[open]))"],
    ],
  ],
  [
    "pages",
    200,
    [
      ["Members", "nav a[href$='/members'][aria-current]"],
      ["Clusters", "nav a[href$='/clusters'][aria-current]"],
    ],
  ],
];

for (const [what, times, clicks] of ways) {
  test(`${what} opened and left again take no memory`, async ({ page, console }) => {
    await noteMemory(page);
    await page.goto(`/projects/${PROJECT}/integrations/aws-iam-roles`);
    await expect(console.authorizeButton).toBeVisible();
    await clickInTurn(page, 20, clicks);
    const before = await programMemory(page);
    await clickInTurn(page, times, clicks);
    expect((await programMemory(page)) - before).toBeLessThanOrEqual(PAGE);
  });
}
