import { expect, PROJECT, test } from "../fixtures/console";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

test.use({ scenario: "many-roles" });

test("ten thousand roles are paged, and the page is in the address", async ({ page, console }) => {
  await page.goto(roles);
  const pages = page.getByRole("navigation", { name: "Pagination" });
  const rows = page.getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(rows).toHaveCount(50);
  await expect(pages).toContainText("1 to 50 of 10,000");
  const first = await rows.first().innerText();

  await pages.getByRole("button", { name: "Next page" }).click();
  await expect(pages).toContainText("51 to 100 of 10,000");
  expect(console.path).toBe(`${roles}?page=2`);
  await expect.poll(() => rows.first().innerText()).not.toBe(first);

  await page.reload();
  await expect(pages).toContainText("51 to 100 of 10,000");
  await page.goBack();
  await expect(pages).toContainText("1 to 50 of 10,000");
  await expect(pages.getByRole("button", { name: "Previous page" })).toBeDisabled();
});

test("a page past the end leads to the last one, and Back leads past it", async ({ page, console }) => {
  await page.goto("/projects");
  await page.goto(`${roles}?page=99999`);
  const pages = page.getByRole("navigation", { name: "Pagination" });
  await expect(pages).toContainText("9,951 to 10,000 of 10,000");
  expect(console.path).toBe(`${roles}?page=200`);
  await expect(page.getByRole("row").filter({ has: page.getByRole("rowheader") })).toHaveCount(50);
  await page.goBack();
  await expect(console.heading).toHaveText("Projects");
});

test("a search and a status narrow the list, in the address too", async ({ page, console }) => {
  await page.goto(roles);
  await expect(console.row("authorized").first()).toBeVisible();
  const arn = await console.row("authorized").first().getByText(/^arn:aws:iam::/).innerText();

  await page.getByRole("searchbox").fill(arn);
  await console.expectAnnounced(/roles? found/);
  await expect(page).toHaveURL(/search=arn%3Aaws%3Aiam/);
  for (const row of await page.getByRole("row").filter({ has: page.getByRole("rowheader") }).all()) {
    await expect(row).toContainText(arn);
  }

  await page.getByRole("combobox", { name: "Status" }).selectOption("in progress");
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("button", { name: "Show all roles" }).click();
  await expect(page.getByRole("navigation", { name: "Pagination" })).toContainText("of 10,000");
  await expect(page.getByRole("searchbox")).toHaveValue("");
});

test("the list is sorted by its headings, and the order is in the address", async ({ page, console }) => {
  await page.goto(roles);
  const rows = page.getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(rows).toHaveCount(50);
  const role = page.getByRole("columnheader", { name: "Role" });
  await role.getByRole("button").click();
  await expect(role).toHaveAttribute("aria-sort", "ascending");
  expect(console.path).toBe(`${roles}?sort=arn&order=asc`);
  const arns = async () => {
    const shown = await rows.getByText(/^arn:aws:iam::/).allInnerTexts();
    return shown.map((arn) => arn.trim());
  };
  // Until the answer is there, the rows are still those of the order before.
  const order = async () => {
    const shown = await arns();
    const sorted = shown.toSorted();
    if (shown.length < 2) return "too few to tell";
    if (shown.join() === sorted.join()) return "ascending";
    return shown.join() === sorted.reverse().join() ? "descending" : "neither";
  };
  await expect.poll(order).toBe("ascending");

  await role.getByRole("button").click();
  await expect(role).toHaveAttribute("aria-sort", "descending");
  await expect.poll(order).toBe("descending");
  await expect(role.getByRole("button")).toBeFocused();
  await page.reload();
  await expect(role).toHaveAttribute("aria-sort", "descending");
  await expect(rows).toHaveCount(50);
});
