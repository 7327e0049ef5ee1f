// What the bureau's manager does besides trade: payments, refunds, reconciliation and receipts; figures of desk and
// couriers; the public site's questions and previews.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { axe } from '../lib/axe.mjs';
import { payByTestPay } from '../lib/bureau.mjs';
import { signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { heads, sees, until } from '../lib/seen.mjs';

const journey = journeys('manager');

/** One page in every language: whole, usable, narrow enough. */
async function holds(page, address) {
  await inEveryLanguage(page, async (locale) => {
    const answer = await page.goto(`/${locale}${address}`);
    assert.ok(answer.status() < 400, `/${locale}${address} answers ${answer.status()}`);
    await page.locator('h1').first().waitFor();
    await fitsNarrow(page);
  });
}

/** The bytes of what a link downloads. */
async function kept(page, link) {
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return readFile(await file.path());
}

/** Keeps a form, and waits until the server has it. */
async function save(page) {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Save' }).click()]);
}

/** The one-click owner buys a tag and pays it online. */
async function bought(open) {
  const owner = await open();
  await signIn(owner, 'owner');
  await owner.goto('/en/owner/buy/brass-keyring');
  await owner.locator('#address').fill('Strada Lipscani 12');
  await owner.locator('#city').fill('030031 București');
  await owner.getByRole('button', { name: 'Go on to paying' }).click();
  await payByTestPay(owner);
}

journey('a payment is given back in part, and books, receipts and reconciliation say so', async ({ open, shot }) => {
  await bought(open);
  const manager = await open();
  manager.complaints.expectRefusals();
  await signIn(manager, 'manager');
  await holds(manager, '/manager/payments');
  await manager.goto('/en/manager/payments');
  await shot(manager, 'manager-payments', { whole: true });
  await manager.locator('main tbody tr a').first().click();
  await heads(manager, /./);
  const place = new URL(manager.url()).pathname.slice(3);
  await sees(manager, 'Give money back');

  await manager.locator('#amount').fill('a thousand');
  await manager.getByRole('button', { name: 'Give back' }).click();
  await manager.locator('#amount-error').waitFor();
  assert.equal(await manager.locator('#amount').inputValue(), 'a thousand', 'what was typed stays');
  await manager.locator('#amount').fill('2.50');
  await manager.locator('#reason').fill('Scratched');
  await manager.getByRole('button', { name: 'Give back' }).click();
  const papers = manager.locator('a[href*="/receipts/"]');
  await until('a receipt and a credit note', async () => {
    await manager.goto(`/en${place}`);
    return (await papers.count()) >= 2;
  });
  await sees(manager, 'Scratched');
  await holds(manager, place);
  await manager.goto(`/en${place}`);
  await shot(manager, 'manager-payment', { whole: true });
  for (const address of await papers.evaluateAll((all) => all.map((link) => link.href))) {
    const answer = await manager.request.get(address);
    assert.equal((await answer.body()).subarray(0, 5).toString(), '%PDF-', address);
  }

  await holds(manager, '/manager/payments/day');
  await manager.goto('/en/manager/payments/day');
  await shot(manager, 'manager-payments-day', { whole: true });
  const lines = (await kept(manager, manager.getByRole('link', { name: 'CSV' }))).toString().trim().split('\n');
  assert.ok(lines.length >= 2, 'the day has a payment');
  const sheet = await kept(manager, manager.getByRole('link', { name: 'XLSX' }));
  assert.equal(sheet.subarray(0, 2).toString(), 'PK');
});

journey('figures of desk and couriers, by month and by office, to look at and to keep', async ({ open, shot }) => {
  const page = await open();
  page.complaints.expectRefusals();
  await signIn(page, 'manager');
  await page.getByRole('link', { name: 'Performance' }).click();
  await heads(page, 'Desk and couriers');
  await holds(page, '/manager/work');
  await holds(page, '/manager/work?by=office');
  await sees(page, '深圳办事处');
  await shot(page, 'manager-work-office-zh', { whole: true });
  await page.goto('/en/manager/work');
  await shot(page, 'manager-work', { whole: true });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await shot(page, 'manager-work-phone-dark', { whole: true });
  await page.setViewportSize({ width: 1280, height: 800 });
  const [desk, couriers] = await Promise.all(['desk', 'couriers'].map(async (name) => {
    const answer = await page.request.get(`/en/manager/work/${name}.csv`);
    return (await answer.text()).trim().split('\n');
  }));
  assert.equal(desk.length, 14, 'a head, twelve months, the sum');
  assert.ok(Number(desk.at(-1).split(',')[1]) > 40 && Number(couriers.at(-1).split(',')[1]) > 5);
  const sheet = await kept(page, page.locator('a[href*="couriers.xlsx"]'));
  assert.equal(sheet.subarray(0, 2).toString(), 'PK');
  await page.goto('/en/manager/work?from=soon');
  await sees(page, /./);
  assert.equal(await page.locator('figure.chart').count(), 0);
  await signIn(page, 'dispatcher');
  page.complaints.expect(/status of 404/);
  assert.equal((await page.goto('/en/manager/work')).status(), 404);
});

journey("on a phone one's own account stands at the end of the bar, however many places there are", async ({ open }) => {
  const page = await open();
  await signIn(page, 'manager');
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto('/en/manager/overview');
    const places = page.locator('.shell-links a');
    assert.ok(await places.count() > 6, 'more than have room');
    const own = page.locator('.shell-links a[href="/en/account"]');
    const pressed = await own.evaluate((link) => {
      const { left, right, top, bottom } = link.getBoundingClientRect();
      return link.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
    });
    assert.ok(pressed, `at ${width}: it can be pressed without looking for it`);
    // Whoever comes by keyboard sees where they are.
    for (const place of await places.all()) {
      await place.focus();
      const seen = await place.evaluate((link) => {
        const { left, bottom, top } = link.getBoundingClientRect();
        return link.contains(document.elementFromPoint(left + 12, (top + bottom) / 2));
      });
      assert.ok(seen, `at ${width}: ${await place.innerText()} lies below the last one`);
    }
  }
  await page.locator('.shell-links a[href="/en/account"]').click();
  await page.waitForURL(/\/en\/account$/);
});

journey('questions of the public site are changed, previewed, added and hidden', async ({ open, shot }) => {
  const page = await open();
  page.complaints.expectRefusals();
  const visitor = await open({ javaScript: false });
  await signIn(page, 'manager');
  await page.goto('/en/manager/products');
  await page.getByRole('link', { name: 'Questions and answers' }).click();
  await heads(page, 'Questions and answers');
  await holds(page, '/manager/questions');
  await holds(page, '/manager/questions/new');
  await page.goto('/en/manager/questions');
  await shot(page, 'manager-questions', { whole: true });
  await page.goto('/en/manager/questions/ready/cost');
  const ready = await page.locator('#question_ro').inputValue();
  await page.locator('#question_en').fill('What is the price?');
  await page.locator('#question_ro').fill('Care este prețul?');
  const [seen] = await Promise.all([page.waitForEvent('popup'), page.locator('button[lang=ro]').click()]);
  await seen.locator('h1').waitFor();
  await sees(seen, 'Aceasta este o previzualizare');
  await sees(seen, 'Care este prețul?');
  await shot(seen, 'questions-preview-ro', { whole: true });
  await seen.close();
  await visitor.goto('/ro/questions');
  await sees(visitor, ready);
  await save(page);
  await sees(page, 'Saved');
  await axe(page);
  await visitor.goto('/ro/questions');
  await sees(visitor, 'Care este prețul?');

  await page.goto('/en/manager/questions/new');
  await page.locator('#question_en').fill('May I wash it?');
  await save(page);
  await page.locator('#answer_en-error').waitFor();
  assert.equal(await page.locator('#question_en').inputValue(), 'May I wash it?', 'what was typed stays');
  await page.locator('#answer_en').fill('Brass, yes. Paper, no.');
  await save(page);
  await sees(page, 'Saved');
  await visitor.goto('/en/questions');
  await sees(visitor, 'May I wash it?');
  await page.locator('#shown').uncheck();
  await save(page);
  await sees(page, 'Saved');
  await visitor.goto('/en/questions');
  assert.equal(await visitor.getByText('May I wash it?').count(), 0, 'hidden');
});

journey('products and offers are seen before they are kept', async ({ open, shot }) => {
  const page = await open();
  page.complaints.expectRefusals();
  await signIn(page, 'manager');
  await page.goto('/en/manager/products');
  await page.locator('main tbody tr a').first().click();
  await page.locator('#name_zh').fill('预览钥匙扣');
  await page.locator('#price').fill('12.34');
  const [seen] = await Promise.all([page.waitForEvent('popup'), page.locator('button[lang^=zh]').click()]);
  await heads(seen, '预览钥匙扣');
  await sees(seen, /12[.,]34/);
  await shot(seen, 'product-preview-zh', { whole: true });
  await page.goto('/en/manager/offers/new');
  await page.locator('#title_en').fill('Spring');
  await page.locator('#percent').fill('20');
  await page.locator('#from').fill('2026-01-01');
  await page.locator('#until').fill('2036-01-01');
  const [offer] = await Promise.all([page.waitForEvent('popup'), page.locator('button[lang=en]').click()]);
  await sees(offer, 'Spring');
  await sees(offer, 'This is a preview');
  const visitor = await open({ javaScript: false });
  await visitor.goto('/en/catalogue');
  assert.equal(await visitor.getByText('Spring').count(), 0, 'nothing was kept');
});

journey('a dealer is seen among the partners before anything is kept', async ({ open, shot }) => {
  const page = await open();
  page.complaints.expectRefusals();
  await signIn(page, 'manager');
  await page.goto('/en/manager/dealers');
  await page.locator('main tbody tr a').first().click();
  await page.locator('#name').fill('Cheia de Platină');
  await page.locator('#listed').check();
  await page.locator('#active').check();
  for (const [lang, words] of [['ro', 'Aceasta este o previzualizare'], ['ru', 'Это предварительный просмотр']]) {
    const [seen] = await Promise.all([page.waitForEvent('popup'), page.locator(`button[lang=${lang}]`).click()]);
    await sees(seen, words);
    await sees(seen.locator('#shops'), 'Cheia de Platină');
    await shot(seen, `partners-preview-${lang}`, { whole: true });
    await seen.close();
  }
  // What is wrong stands at its field, and what was typed stays.
  await page.locator('#email').fill('nonsense');
  const [refused] = await Promise.all([page.waitForEvent('popup'), page.locator('button[lang=en]').click()]);
  await refused.locator('#email-error').waitFor();
  assert.equal(await refused.locator('#name').inputValue(), 'Cheia de Platină');
  const visitor = await open({ javaScript: false });
  await visitor.goto('/ro/partners');
  assert.equal(await visitor.getByText('Cheia de Platină').count(), 0, 'nothing was kept');
});
