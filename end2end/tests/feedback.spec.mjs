// How was it? Asked of whoever collected, on their own page and on the screen at the locker; read by the manager, without names.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { axe } from '../lib/axe.mjs';
import { codeOf, followLink } from '../lib/citizen.mjs';
import { signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { openKiosk, typeCode } from '../lib/kiosk.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, sees, until } from '../lib/seen.mjs';
import { phrases, untranslated } from '../lib/words.mjs';

const journey = journeys('feedback');
const PHONE = { width: 390, height: 844 };
const KIOSK = { width: 1080, height: 1920 };
const LANGUAGES = ['en', 'ro', 'ru', 'zh'];

/** A citizen collects with a phone on which nothing runs: what stands on both screens is the end of that. */
async function collected(open, what) {
  const road = await storedDocument(open, what);
  const kiosk = await open(KIOSK);
  await openKiosk(kiosk, road.bank.id);
  const phone = await open({ ...PHONE, javaScript: false });
  await followLink(phone, road.link);
  assert.equal(await phone.locator('.rating').count(), 0, 'nobody is asked about what still waits');
  await typeCode(kiosk, await codeOf(phone));
  await road.hands.collect(road.door);
  await heads(kiosk, 'Thank you!');
  return { ...road, kiosk, phone };
}

/** Loads the citizen's page again until it asks, or thanks. */
async function asks(phone, heading) {
  await until(`the page says ${heading}`, async () => {
    await phone.reload();
    return (await phone.getByRole('heading', { name: heading }).count()) > 0;
  });
}

function star(page, name, many) {
  return page.locator(`.rating label.star:has(input[name=${name}][value="${many}"])`);
}

/** Every line of one of the manager's files. */
async function file(manager, name, query = '') {
  const answer = await manager.request.get(`/en/manager/ratings/${name}${query}`);
  assert.equal(answer.status(), 200, name);
  return (await answer.text()).trim().split('\r\n');
}

journey('on the page, without JavaScript: refused, given, changed; the manager reads it and never learns who it was', async ({ open, shot }) => {
  const road = await collected(open, { name: 'Filomena Necunoscuta' });
  const { phone } = road;
  phone.complaints.expectRefusals();
  await asks(phone, 'How was it?');
  const seeing = await open(PHONE);
  await followLink(seeing, road.link);
  await inEveryLanguage(seeing, async (locale) => {
    await seeing.goto(`/${locale}/pickup`);
    // All of it, also what is folded away.
    await seeing.locator('.rating-more > summary').click();
    await fitsNarrow(seeing);
  });
  await shot(seeing, 'feedback-phone-zh', { whole: true });

  await phone.locator('.rating').getByRole('button', { name: 'Send', exact: true }).click();
  await sees(phone.locator('.rating .field-error').first(), 'Please fill this in');
  await phone.getByLabel('In your own words').fill('Dark, and it rained.');
  await star(phone, 'compartment', 3).click();
  await phone.locator('.rating').getByRole('button', { name: 'Send', exact: true }).click();
  await sees(phone.locator('.rating .field-error').first(), 'Please fill this in');
  assert.equal(await phone.getByLabel('In your own words').inputValue(), 'Dark, and it rained.', 'what was typed stays');
  await star(phone, 'overall', 2).click();
  await shot(phone, 'feedback-phone', { whole: true });
  await phone.locator('.rating').getByRole('button', { name: 'Send', exact: true }).click();
  await heads(phone, 'Thank you for telling us');
  await sees(phone, '2 of 5: Bad');

  // Changed, by keyboard: the stars are radio buttons.
  await phone.locator('.rating > .rating-more > summary').click();
  const chosen = phone.locator('.rating input[name=overall]:checked');
  assert.equal(await chosen.inputValue(), '2');
  await chosen.focus();
  await phone.keyboard.press('ArrowRight');
  await phone.keyboard.press('ArrowRight');
  assert.equal(await phone.locator('.rating input[name=overall]:checked').inputValue(), '4');
  assert.equal(await phone.getByLabel('In your own words').inputValue(), 'Dark, and it rained.');
  await phone.getByRole('button', { name: 'Save the change' }).click();
  await sees(phone, '4 of 5: Good');
  await shot(phone, 'feedback-phone-thanks', { whole: true });

  const manager = await open();
  await signIn(manager, 'manager');
  await manager.goto(`/en/manager/ratings?bank=${road.bank.id}`);
  const newest = manager.locator('table').last().locator('tbody tr').first();
  await sees(newest, 'Dark, and it rained.');
  await sees(newest, '4 of 5: Good');
  await sees(newest, road.bank.name);
  assert.ok(!(await manager.content()).includes('Filomena'), 'never the name');
  await manager.goto(`/en/manager/ratings?bank=${road.bank.id}&most=3`);
  await heads(manager, 'Comments');
  assert.equal(await manager.getByText('Dark, and it rained.').count(), 0, 'at most three stars');
  const lines = await file(manager, 'ratings.csv', `?bank=${road.bank.id}`);
  assert.match(lines[1], /^\d{4}-\d\d-\d\d,[^,]+,4,3,,"Dark, and it rained\."$/);
  assert.ok(!lines.join('\n').includes('Filomena'));
});

journey('on the screen at the locker, by one press, and the screen forgets it', async ({ open, shot }) => {
  const manager = await open();
  await signIn(manager, 'manager');
  const before = (await file(manager, 'ratings.csv')).length;
  const { kiosk, phone, bank } = await collected(open, { bank: 1, name: 'Ivan Petrov' });
  await sees(kiosk, 'How was it?');
  assert.equal(await kiosk.locator('.ask-star').count(), 5);
  await shot(kiosk, 'feedback-kiosk');
  await kiosk.getByRole('button', { name: /Very good/ }).click();
  await sees(kiosk, 'Thank you for telling us');
  assert.equal(await kiosk.locator('.ask-star').count(), 0, 'asked once');
  await kiosk.getByRole('button', { name: 'Back to start' }).click();
  await heads(kiosk, 'Collect your item');
  assert.equal(await kiosk.locator('.ask').count(), 0, 'nothing of it is left');

  await asks(phone, 'Thank you for telling us');
  await sees(phone, '5 of 5: Very good');
  const lines = await file(manager, 'ratings.csv');
  assert.equal(lines.length, before + 1);
  assert.match(lines[1], /,5,,,$/);
  assert.ok(lines[1].includes(bank.name));
});

journey('nobody who walks away is waited for: the question goes with the act', async ({ open, shot }) => {
  const { kiosk, phone } = await collected(open, { bank: 2, name: 'Li Wei' });
  await sees(kiosk, 'How was it?');
  for (const [width, height] of [[1080, 1920], [1280, 800]]) {
    await kiosk.setViewportSize({ width, height });
    await kiosk.evaluate(() => new Promise((painted) => { requestAnimationFrame(() => requestAnimationFrame(painted)); }));
    const hidden = await kiosk.locator('.act-alone').evaluate((scene) => [...scene.querySelectorAll('h1, p, button')]
      .filter((one) => {
        const [box, main] = [one, document.querySelector('.kiosk-main')].map((element) => element.getBoundingClientRect());
        return box.bottom > main.bottom + 1 || box.top < main.top - 1 || box.right > main.right + 1;
      })
      .map((one) => one.textContent.trim()));
    assert.deepEqual(hidden, [], `out of sight at ${width} × ${height}`);
    const small = await kiosk.locator('.ask-star').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 88).length);
    assert.equal(small, 0, `too small to touch at ${width} × ${height}`);
  }
  await shot(kiosk, 'feedback-kiosk-wide');
  let english = [];
  for (const locale of LANGUAGES) {
    await kiosk.locator(`.languages button[lang^=${locale}]`).click();
    await kiosk.locator(`.kiosk-page[lang^=${locale}] .ask-star`).first().waitFor();
    await untranslated(kiosk, locale, english, '.kiosk-page');
    if (locale === 'en') english = await phrases(kiosk, '.kiosk-page');
  }
  await axe(kiosk, { themes: ['light'] });
  await kiosk.locator('.languages button[lang^=en]').click();
  await heads(kiosk, 'Collect your item');
  assert.equal(await kiosk.locator('.ask').count(), 0);
  // The page goes on asking: there it is nobody else's turn.
  await asks(phone, 'How was it?');
});

journey('figures of the demo\'s weeks, by locker and month, to look at and to keep', async ({ open, shot }) => {
  const page = await open();
  page.complaints.expectRefusals();
  await signIn(page, 'manager');
  await page.getByRole('link', { name: 'Ratings', exact: true }).click();
  await heads(page, 'What recipients say');
  await inEveryLanguage(page, async (locale) => {
    await page.goto(`/${locale}/manager/ratings`);
    await page.locator('h1').first().waitFor();
    await fitsNarrow(page);
  });
  await shot(page, 'manager-ratings-zh');
  await page.goto('/en/manager/ratings');
  await shot(page, 'manager-ratings');
  assert.equal(await page.locator('figure.chart').count(), 2);
  const stars = page.locator('figure.chart').first();
  await stars.locator('summary').click();
  assert.equal(await stars.locator('tbody tr').count(), 5, 'the bars stand in a table, too');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(PHONE);
  const cut = await page.locator('.chart-narrow text').evaluateAll((texts) => texts.filter((text) => {
    const [edge, words] = [text.ownerSVGElement.getBoundingClientRect(), text.getBoundingClientRect()];
    return words.left < edge.left - 0.5 || words.right > edge.right + 0.5;
  }).map((text) => text.textContent));
  assert.deepEqual(cut, [], 'a chart is seen whole on a phone');
  await shot(page, 'manager-ratings-phone-dark');
  await page.setViewportSize({ width: 1280, height: 800 });

  const figures = await file(page, 'figures.csv');
  const [every] = [await file(page, 'ratings.csv')];
  const total = figures.at(-1).split(',');
  assert.equal(Number(total[2]), every.length - 1, 'the sum is as many as there are');
  const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('a[href*="ratings.xlsx"]').click()]);
  assert.equal((await readFile(await saved.path())).subarray(0, 2).toString(), 'PK');

  await page.goto('/en/manager/ratings?month=2019-01');
  await sees(page, 'Nobody has answered yet');
  await axe(page);
  await shot(page, 'manager-ratings-empty', { whole: true });
  await page.goto('/en/manager/ratings?month=soon');
  assert.equal(await page.locator('figure.chart').count(), 0);
  await signIn(page, 'dispatcher');
  page.complaints.expect(/status of 404/);
  assert.equal((await page.goto('/en/manager/ratings')).status(), 404);
});
