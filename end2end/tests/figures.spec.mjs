// What the manager sees of all lockers: how they stand now, by itself up to date; how they were used, as charts, tables and files.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { axe } from '../lib/axe.mjs';
import { demoBanks, signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, sees, until } from '../lib/seen.mjs';

const journey = journeys('figures');
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

/** One page in every language: whole, usable, narrow enough. */
async function holds(page, address) {
  await inEveryLanguage(page, async (locale) => {
    await page.goto(`/${locale}${address}`);
    await page.locator('h1').first().waitFor();
    await fitsNarrow(page);
  });
}

/** On a phone each chart is seen from its first column to its last, and on a wide screen it has room for all words. */
async function seenWhole(page) {
  const drawings = () => page.locator('figure.chart').evaluateAll((charts) => charts.map((chart) => {
    const shown = [...chart.querySelectorAll('svg')].filter((one) => one.getBoundingClientRect().width > 0);
    const cut = shown.flatMap((one) => [...one.querySelectorAll('rect, text')])
      .filter((part) => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
    return { shown: shown.map((one) => one.classList.contains('chart-narrow')), cut: cut.length };
  }));
  await page.setViewportSize(PHONE);
  for (const chart of await drawings()) assert.deepEqual(chart, { shown: [true], cut: 0 }, 'on a phone');
  await page.setViewportSize(DESK);
  for (const chart of await drawings()) assert.deepEqual(chart, { shown: [false], cut: 0 }, 'on a desk');
}

/** The figures of one table stand below each other and evenly beside each other, on the narrowest screen too. */
async function standEvenly(page) {
  const before = page.viewportSize();
  for (const width of [320, PHONE.width, DESK.width]) {
    await page.setViewportSize({ ...PHONE, width });
    const tables = await page.locator('.doors-table').evaluateAll((all) => all.map((table) => ({
      sizes: [...table.tHead.rows[0].cells].slice(1, -1).map((cell) => cell.getBoundingClientRect().width),
      cut: [...table.querySelectorAll('th, td')].filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length,
    })));
    for (const { sizes, cut } of tables) {
      assert.ok(Math.max(...sizes) - Math.min(...sizes) < 1, `at ${width}: ${sizes}`);
      assert.equal(cut, 0, `at ${width}: all words and figures have room`);
    }
  }
  await page.setViewportSize(before);
}

/** The lines of one of the files, without the heading. */
async function lines(page, name, query = '') {
  const answer = await page.request.get(`/en/manager/usage/${name}${query}`);
  assert.equal(answer.status(), 200, name);
  const all = (await answer.text()).trim().split('\r\n').slice(1);
  return all.map((line) => line.split(','));
}

journey('the view of all lockers follows what happens at their doors', async ({ open, shot }) => {
  const manager = await open();
  await signIn(manager, 'manager');
  await manager.getByRole('link', { name: 'Overview', exact: true }).click();
  await heads(manager, 'Lockers right now');
  await holds(manager, '/manager/overview');
  await shot(manager, 'manager-overview-zh', { whole: true });
  for (const locale of ['ru', 'en']) {
    await manager.goto(`/${locale}/manager/overview`);
    await standEvenly(manager);
  }
  await shot(manager, 'manager-overview', { whole: true });
  assert.equal(await manager.locator('.bank-now').count(), 3);
  const tables = await manager.locator('.doors-table').evaluateAll((all) => all.map((table) => [...table.tBodies[0].rows]
    .map((row) => [...row.cells].slice(1).map((cell) => Number(cell.textContent)))));
  assert.equal(tables.length, 4, 'all together, and each');
  const sum = (numbers) => numbers.reduce((left, right) => left + right, 0);
  for (const rows of tables) for (const row of rows) assert.equal(sum(row.slice(0, -1)), row.at(-1), 'by size and in all');
  const doors = (rows) => sum(rows.map((row) => row.at(-1)));
  assert.equal(doors(tables[0]), 24 + 12 + 40);
  assert.equal(doors(tables[0]), sum(tables.slice(1).map(doors)), 'each door is counted once');

  const [bank] = await demoBanks(await open());
  const card = manager.locator('.bank-now').filter({ hasText: bank.name });
  const occupied = async () => Number(await card.locator('tbody tr').first().locator('td').last().textContent());
  const before = await occupied();
  await manager.evaluate(() => { globalThis.untouched = true; });
  await storedDocument(open, { name: 'Vera Vie' });
  await until('the card counts the new document', async () => (await occupied()) === before + 1);
  assert.equal(await manager.evaluate(() => globalThis.untouched), true, 'nobody loaded the page again');

  const phone = await open({ ...PHONE, dark: true });
  await signIn(phone, 'manager');
  await phone.goto('/en/manager/overview');
  await heads(phone, 'Lockers right now');
  await shot(phone, 'manager-overview-phone-dark', { whole: true });
  await phone.getByRole('link', { name: bank.name }).click();
  await phone.waitForURL(new RegExp(`/manager/banks/${bank.id}$`));
});

journey('how lockers were used, by bank and period, to look at and to keep', async ({ open, shot }) => {
  const page = await open();
  page.complaints.expectRefusals();
  await signIn(page, 'manager');
  await page.getByRole('link', { name: 'Usage', exact: true }).click();
  await heads(page, 'How lockers were used');
  await holds(page, '/manager/usage');
  await shot(page, 'manager-usage-zh', { whole: true });
  await page.goto('/en/manager/usage');
  await shot(page, 'manager-usage', { whole: true });
  assert.equal(await page.locator('figure.chart').count(), 4);
  await seenWhole(page);
  const days = page.locator('figure.chart').first();
  await days.locator('summary').click();
  assert.ok((await days.locator('tbody tr').count()) > 28, 'the columns stand in a table, too');

  const [pickups, banks, endings, faults] = await Promise.all(['pickups.csv', 'banks.csv', 'endings.csv', 'faults.csv']
    .map((name) => lines(page, name)));
  const total = banks.at(-1);
  assert.equal(banks.length, 4, 'three banks, and all together');
  const collected = pickups.reduce((sum, [, many]) => sum + Number(many), 0);
  assert.ok(collected > 100, 'the demo has weeks behind it');
  assert.equal(collected, Number(total[1]) + Number(total[2]), 'day by day as many as in all');
  assert.deepEqual(endings.at(-1).slice(1), total.slice(1), 'by month as many as by bank');
  assert.equal(faults.reduce((sum, line) => sum + Number(line[2]), 0), Number(total[8]));
  assert.ok(Number(total[6]) > 1 && Number(total[7]) >= Number(total[6]), 'half of them waited no longer than nine of ten');
  const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('a[href*="waits.xlsx"]').click()]);
  assert.equal((await readFile(await saved.path())).subarray(0, 2).toString(), 'PK');

  // One bank; the period stays "the last three months", and the browser sends it all the same.
  await page.locator('#bank').selectOption({ index: 1 });
  await Promise.all([page.waitForURL(/bank=[0-9a-f-]{36}/), page.getByRole('button', { name: 'Show' }).click()]);
  const one = new URL(page.url()).search;
  assert.equal((await lines(page, 'banks.csv', one)).length, 2);
  await page.goto('/en/manager/usage?month=year');
  await heads(page, 'How lockers were used');
  await sees(page, 'Pickups per week');
  await fitsNarrow(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(PHONE);
  await page.goto('/en/manager/usage');
  await shot(page, 'manager-usage-phone-dark', { whole: true });
  await page.setViewportSize(DESK);

  await page.goto('/en/manager/usage?month=2019-01');
  await sees(page, 'Nothing happened in this time');
  await axe(page);
  await shot(page, 'manager-usage-empty', { whole: true });
  await page.goto('/en/manager/usage?month=soon');
  await page.locator('.banner').first().waitFor();
  assert.equal(await page.locator('figure.chart').count(), 0);
  await signIn(page, 'employee');
  page.complaints.expect(/status of 404/);
  for (const address of ['overview', 'usage', 'usage/banks.csv']) {
    assert.equal((await page.goto(`/en/manager/${address}`)).status(), 404, address);
  }
});

journey('older charts are seen whole on a phone, and a filter that says all is sent', async ({ open, shot }) => {
  const page = await open();
  await signIn(page, 'manager');
  for (const address of ['ratings', 'work', 'sales']) {
    await page.goto(`/en/manager/${address}`);
    await page.locator('figure.chart').first().waitFor();
    await seenWhole(page);
  }
  await page.goto('/en/manager/ratings');
  await Promise.all([page.waitForURL(/\?bank=&month=&most=/), page.getByRole('button', { name: 'Show' }).click()]);
  await page.setViewportSize(PHONE);
  await shot(page, 'manager-ratings-phone-charts', { whole: true });
});
