// A manager says where a bank stands, how one gets there, and shows it; citizens read it in their language, and see the place when they ask for it.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { followLink } from '../lib/citizen.mjs';
import { demoBanks, messageTo, signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { createBank, openBank } from '../lib/keeper.mjs';
import { openKiosk } from '../lib/kiosk.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { NO_PICTURE, drawn, photo } from '../lib/picture.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, sees } from '../lib/seen.mjs';

const journey = journeys('way');
const PHONE = { width: 390, height: 844 };
const ROMANIAN = 'Intrați prin <curte>, pe lângă farmacie.\nLockerul este la stânga.';
const CHINESE = '从药店旁的院子进入。';

/** What readers of one language see, on the manager's page. */
const sheet = (page, language) => page.locator('.own-language')
  .filter({ has: page.getByRole('heading', { name: language, exact: true }) }).locator('.own-figure');

/** Empties what the demo says of a bank, so that the journey begins with nothing. */
async function emptied(page, id) {
  await page.goto(`/en/manager/banks/${id}/way`);
  await heads(page, 'The way there');
  while (await page.getByRole('button', { name: 'Remove photo 1' }).count() > 0) {
    await page.getByRole('button', { name: 'Remove photo 1' }).click();
    await sees(page, 'The photo is gone.');
  }
  for (const language of ['en', 'ro', 'ru', 'zh']) await page.locator(`#words_${language}`).fill('');
  await page.getByRole('button', { name: 'Save the directions' }).click();
  await sees(page, 'Saved.');
}

/** The term's value on the pickup page. */
const told = (page, term) => page.locator('.pickup-place .details-line').filter({ has: page.locator('dt', { hasText: term }) }).locator('dd');

journey('two languages and a photo, without JavaScript; the citizen reads them in Romanian, Chinese and by fallback', async ({ open, shot }) => {
  // A document waits already: what is written later is read at once.
  const road = await storedDocument(open, { bank: 1, name: 'Ion Popescu', language: 'ro' });
  const manager = await open({ javaScript: false });
  manager.complaints.expectRefusals();
  await signIn(manager, 'manager');
  await emptied(manager, road.bank.id);
  await sees(sheet(manager, 'English'), 'Nothing is written yet');

  // Refused beside the field, and nothing typed is lost.
  await manager.locator('#words_ro').fill('Vedeți primaria.ro');
  await manager.locator('#words_zh').fill(CHINESE);
  await manager.getByRole('button', { name: 'Save the directions' }).click();
  assert.match(await manager.locator('#words_ro-error').textContent(), /no web or mail addresses/);
  assert.equal(await manager.locator('#words_ro').inputValue(), 'Vedeți primaria.ro');
  assert.equal(await manager.locator('#words_zh').inputValue(), CHINESE);

  // A preview keeps nothing, and shows what stands in for what is not written.
  await manager.locator('#words_ro').fill(ROMANIAN);
  await manager.locator('#first').selectOption('ro');
  await manager.getByRole('button', { name: 'Preview' }).click();
  await sees(manager, 'Nothing is saved yet.');
  assert.equal(await sheet(manager, 'Română').locator('.way-words').textContent(), ROMANIAN);
  assert.equal(await sheet(manager, 'Русский').locator('.way-words').getAttribute('lang'), 'ro');
  await sees(sheet(manager, 'Русский'), 'Its readers see: Română');
  assert.equal(await sheet(manager, '中文').locator('.way-words').textContent(), CHINESE);
  const citizen = await open({ ...PHONE, javaScript: false });
  await followLink(citizen, road.link);
  assert.equal(await citizen.locator('.way-words').count(), 0, 'nothing is kept yet');
  await manager.getByRole('button', { name: 'Save the directions' }).click();
  await sees(manager, 'Saved.');

  // A photo: not a picture is refused; without a caption it is for the manager alone.
  await manager.locator('#photo').setInputFiles(NO_PICTURE);
  await manager.getByRole('button', { name: 'Keep the photo' }).click();
  await manager.locator('#photo-error').waitFor();
  await manager.locator('#photo').setInputFiles(photo());
  await manager.getByRole('button', { name: 'Keep the photo' }).click();
  await sees(manager, 'The photo is kept.');
  await sees(manager, 'Not shown: it has no caption yet');
  await citizen.goto('/ro/pickup');
  assert.equal(await citizen.locator('.way-more').count(), 0);
  await manager.locator('#caption_ro-1').fill('Intrarea din curte');
  await manager.locator('#caption_zh-1').fill('院子入口');
  await manager.getByRole('button', { name: 'Save the captions of photo 1' }).click();
  await sees(manager, 'Recipients see it');
  await shot(manager, 'way-manager-desktop', { whole: true });

  // The pickup page: words at once, no picture before it is asked for.
  const asked = [];
  citizen.on('request', (request) => { if (request.url().includes('/photos/')) asked.push(request.url()); });
  await citizen.goto('/ro/pickup');
  assert.equal(await told(citizen, 'Cum ajungeți acolo').locator('.way-words').textContent(), ROMANIAN);
  assert.equal(await citizen.locator('img.photo').count(), 0);
  assert.deepEqual(asked, []);
  await citizen.goto('/zh/pickup');
  assert.equal(await told(citizen, '如何前往').locator('.way-words').textContent(), CHINESE);
  for (const [locale, term] of [['en', 'The way there'], ['ru', 'Как пройти']]) {
    await citizen.goto(`/${locale}/pickup`);
    const words = told(citizen, term).locator('.way-words');
    assert.equal(await words.textContent(), ROMANIAN, `${locale} falls back to what the bank speaks first`);
    assert.equal(await words.getAttribute('lang'), 'ro');
  }

  // The page of its own, in Chinese and in Romanian.
  await citizen.goto('/zh/pickup');
  await citizen.getByRole('link', { name: '查看1张地点照片' }).click();
  await heads(citizen, '如何前往');
  await sees(citizen, '院子入口');
  const picture = citizen.locator('img.photo');
  assert.equal(await picture.getAttribute('alt'), '院子入口');
  const address = await picture.getAttribute('src');
  const answer = await citizen.request.get(address);
  assert.equal(answer.status(), 200);
  assert.equal(answer.headers()['cache-control'], 'private, max-age=3600');
  assert.ok(!(await answer.body()).includes('GPS'), 'what the camera wrote is gone');
  await citizen.goto(new URL(citizen.url()).pathname.replace('/zh/', '/ru/'));
  assert.equal(await citizen.locator('figcaption').textContent(), 'Intrarea din curte');
  assert.equal(await citizen.locator('figcaption').getAttribute('lang'), 'ro');
  await shot(citizen, 'way-phone', { whole: true });

  // Without the cookie of the pickup page there is nothing.
  const stranger = await open();
  stranger.complaints.expect(/status of (404|410)/);
  assert.equal((await stranger.request.get(address)).status(), 410);
  assert.equal((await stranger.goto(new URL(citizen.url()).pathname)).status(), 410);

  // The next mail says it, too, without pictures.
  const next = await storedDocument(open, { bank: 1, name: 'Maria Pop', language: 'ro' });
  const mail = await messageTo(await open(), next.email, /\/p\//);
  assert.ok(mail.text.includes(`Cum ajungeți acolo:\n${ROMANIAN}\n`), mail.text);

  // Removed, it is gone for everybody.
  await manager.goto(`/en/manager/banks/${road.bank.id}/way`);
  await manager.getByRole('button', { name: 'Remove photo 1' }).click();
  await sees(manager, 'The photo is gone.');
  assert.equal((await citizen.request.get(address)).status(), 404);
});

journey('photos change places, four at most', async ({ open }) => {
  const page = await open();
  await signIn(page, 'manager');
  await createBank(page, { name: 'Pier locker', city: 'Brăila' });
  await page.getByRole('link', { name: 'Describe the way there' }).click();
  await heads(page, 'The way there');
  for (const n of [1, 2, 3, 4]) {
    await page.locator('#photo').setInputFiles(photo({ side: 60 + n }));
    await page.getByRole('button', { name: 'Keep the photo' }).click();
    await page.getByRole('heading', { name: `Photo ${n}`, exact: true }).waitFor();
  }
  assert.equal(await page.locator('#photo').count(), 0, 'there is no room for a fifth');
  await sees(page, 'There are four photos.');
  const order = () => page.locator('.way-card img').evaluateAll((all) => all.map((one) => one.getAttribute('src')));
  const [one, two, three, four] = await order();
  const press = (name) => Promise.all([page.waitForEvent('domcontentloaded'), page.getByRole('button', { name }).click()]);
  await press('Show photo 3 earlier');
  assert.deepEqual(await order(), [one, three, two, four]);
  await press('Show photo 1 later');
  assert.deepEqual(await order(), [three, one, two, four]);
  assert.equal(await page.getByRole('button', { name: 'Show photo 1 earlier' }).count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Show photo 4 later' }).count(), 0);
  await page.locator('.way-card img').first().scrollIntoViewIfNeeded();
  assert.ok(await drawn(page.locator('.way-card img').first(), 63));
  await page.locator('#caption_en-2').fill('The ramp');
  await press('Save the captions of photo 2');
  await sees(page, 'The captions are saved.');
  assert.equal(await sheet(page, '中文').locator('figcaption').last().textContent(), 'The ramp');
  await axe(page);
  await fitsNarrow(page);
});

journey('both pages hold in every language, light and dark, on a narrow screen', async ({ open }) => {
  const road = await storedDocument(open, { bank: 2, name: 'Jane Smith' });
  const manager = await open();
  await signIn(manager, 'manager');
  await inEveryLanguage(manager, (locale) => manager.goto(`/${locale}/manager/banks/${road.bank.id}/way`));
  await fitsNarrow(manager);
  const citizen = await open(PHONE);
  await followLink(citizen, road.link);
  await axe(citizen);
  await fitsNarrow(citizen);
  await inEveryLanguage(citizen, (locale) => citizen.goto(`/${locale}/pickup/way/${road.bank.id}`));
  await fitsNarrow(citizen);
  const picture = citizen.locator('img.photo').first();
  await picture.scrollIntoViewIfNeeded();
  assert.ok(await drawn(picture, 320), 'the demo shows a picture of the place');
  await citizen.emulateMedia({ media: 'print' });
  assert.ok(await picture.isVisible(), 'it is printed');
  assert.equal(await citizen.locator('.page-back').isVisible(), false);
});

/** Opens the form on which name, place and hours of a bank are corrected. */
async function correct(page, id) {
  await page.goto(`/en/manager/banks/${id}/place`);
  await heads(page, 'Place and hours');
}

const save = (page) => page.getByRole('button', { name: 'Save', exact: true }).click();

journey('name and hours are corrected; kiosk and pickup page say so, and nobody undoes it unseen', async ({ open, shot }) => {
  const road = await storedDocument(open, { bank: 1, name: 'Elena Rusu' });
  const kiosk = await open({ width: 1080, height: 1920 });
  await openKiosk(kiosk, road.bank.id);
  await sees(kiosk, road.bank.name);
  const citizen = await open({ ...PHONE, javaScript: false });
  await followLink(citizen, road.link);
  const before = await citizen.locator('.pickup-place').first().textContent();
  assert.ok(!before.includes('9–21'), 'these are not its hours yet');

  const manager = await open();
  await signIn(manager, 'manager');
  await openBank(manager, road.bank.id);
  await manager.getByRole('link', { name: 'Correct place and hours' }).click();
  await heads(manager, 'Place and hours');
  assert.equal(await manager.locator('#name').inputValue(), road.bank.name);
  await axe(manager);
  const other = await open();
  await signIn(other, 'manager');
  await correct(other, road.bank.id);

  // Refused beside the field, and nothing typed is lost.
  manager.complaints.expectRefusals();
  await manager.locator('#opening_hours').fill('Mon–Fri 9–21');
  await manager.locator('#name').fill('Town hall, <rear> door');
  await manager.locator('#hotline').fill('112');
  await save(manager);
  await manager.locator('#hotline-error').waitFor();
  assert.equal(await manager.locator('#name').inputValue(), 'Town hall, <rear> door');
  assert.equal(await manager.locator('#opening_hours').inputValue(), 'Mon–Fri 9–21');
  await axe(manager);
  await manager.locator('#hotline').fill('+7 495 123 45 67');
  await save(manager);
  await sees(manager, 'Saved. Pickup pages and the screen of the bank say so now.');
  await shot(manager, 'place-manager-desktop', { whole: true });

  // The kiosk hears of it; the citizen sees it when they look.
  await sees(kiosk, 'Town hall, <rear> door');
  await citizen.goto('/en/pickup');
  await sees(citizen.locator('.pickup-place'), 'Mon–Fri 9–21');
  await sees(citizen.locator('.pickup-place'), /Town hall, <rear> door/);

  // Whoever began before that is told what was saved, and decides.
  other.complaints.expectRefusals();
  await other.locator('#name').fill('Town hall');
  await save(other);
  await sees(other, 'Somebody else saved in the meantime');
  await sees(other.locator('.banner'), 'Mon–Fri 9–21');
  assert.equal(await other.locator('#name').inputValue(), 'Town hall');
  await axe(other);
  await other.locator('#opening_hours').fill('Mon–Fri 9–21');
  await other.locator('#hotline').fill('+7 495 123 45 67');
  await save(other);
  await sees(other, 'Saved.');
  await sees(kiosk, /^Town hall$/);
});

journey('the page of place and hours holds in every language, light and dark, on a narrow screen', async ({ open }) => {
  const manager = await open();
  const [bank] = await demoBanks(manager);
  await signIn(manager, 'manager');
  await inEveryLanguage(manager, (locale) => manager.goto(`/${locale}/manager/banks/${bank.id}/place`));
  await fitsNarrow(manager);
});
