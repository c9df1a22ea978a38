import type { Scenario } from "../fixtures/backend";
import { expect, PROJECT, test } from "../fixtures/console";
import { clickInTurn, noteMemory, programMemory } from "../fixtures/memory";

/** Memory grows by pages, and the last one may have been all but full before. */
const PAGE = 64 * 1024;

interface Way {
  what: string;
  scenario: Scenario;
  times: number;
  clicks: [name: string, leadsTo: string][];
}

const ways: Way[] = [
  {
    what: "to open and leave a dialog",
    scenario: "in-progress",
    times: 400,
    clicks: [
      ["Authorize an AWS IAM Role", "dialog[open]"],
      ["Cancel", "body:not(:has(dialog[open]))"],
    ],
  },
  {
    what: "to go from page to page",
    scenario: "in-progress",
    times: 200,
    clicks: [
      ["Members", "nav a[href$='/members'][aria-current]"],
      ["Clusters", "nav a[href$='/clusters'][aria-current]"],
    ],
  },
  {
    what: "to leaf through a list",
    scenario: "many-roles=100",
    times: 30,
    clicks: [
      ["Next page", "main:has([aria-busy=false] table):has([aria-label='Next page'][aria-disabled])"],
      ["Previous page", "main:has([aria-busy=false] table):has([aria-label='Previous page'][aria-disabled])"],
    ],
  },
];

for (const { what, scenario, times, clicks } of ways) {
  test.describe(scenario, () => {
    test.use({ scenario });

    test(`${what} again and again takes no memory`, async ({ page, console }) => {
      await noteMemory(page);
      await page.goto(`/projects/${PROJECT}/integrations/aws-iam-roles`);
      await expect(console.row("authorized").first()).toBeVisible();
      await clickInTurn(page, 10, clicks);
      const before = await programMemory(page);
      await clickInTurn(page, times, clicks);
      expect((await programMemory(page)) - before).toBeLessThanOrEqual(PAGE);
    });
  });
}
