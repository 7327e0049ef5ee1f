// The whole hand-over without a mouse and without a touch: a document in, a document out, help from afar.

import assert from 'node:assert/strict';

import { codeOf, followLink } from '../lib/citizen.mjs';
import { demoBanks, pickupLink, signIn } from '../lib/doors.mjs';
import { Hands } from '../lib/hands.mjs';
import { journeys } from '../lib/journey.mjs';
import { chooseAt, pressAt, tabTo, typeAt } from '../lib/keys.mjs';
import { openKiosk, presence } from '../lib/kiosk.mjs';
import { fitsZoomed } from '../lib/narrow.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, sees } from '../lib/seen.mjs';

const journey = journeys('keyboard');
const PHONE = { width: 390, height: 844 };

journey('a document goes in by the keyboard alone', async ({ open }) => {
  const page = await open();
  const [bank] = await demoBanks(page);
  await signIn(page, 'employee');
  await page.goto('/en/employee/deliveries');
  await pressAt(page, page.getByRole('main').locator('a[href$="/employee/deliveries/new"]'));
  await page.waitForURL(/\/employee\/deliveries\/new$/);
  await page.locator('.delivery-submit button:enabled').waitFor();
  await typeAt(page, page.locator('#name'), 'Tasta Singură');
  await typeAt(page, page.locator('#email'), 'keys@example.org');
  await chooseAt(page, 'locale', 'en');
  await tabTo(page, page.locator('#item'));
  // A list of choices goes by its first letters.
  await page.keyboard.type('Passport');
  assert.equal(await page.locator('#item').inputValue(), 'passport');
  await chooseAt(page, 'bank', bank.id);
  await chooseAt(page, 'size', 'S');
  await fitsZoomed(page);
  await pressAt(page, page.locator('.delivery-submit button'));
  await page.waitForURL(/\/employee\/deliveries\/[0-9a-f-]{36}$/);
  const door = Number(await page.locator('.delivery-door .tag-number').textContent());
  await heads(page, `Door ${door} is reserved for you`);
  await pressAt(page, page.locator('.delivery-door').getByRole('button', { name: /^Open door/ }));
  const hands = await new Hands(await open(), bank.id).come();
  await hands.leave(door);
  await heads(page, 'The document waits for Tasta Singură');
  await fitsZoomed(page);
  await pickupLink(await open(), 'keys@example.org');
});

journey('a document comes out by the keyboard alone: on the page, and at a kiosk with one', async ({ open }) => {
  const road = await storedDocument(open, { bank: 1, name: 'Tasta Telefon' });
  const kiosk = await open({ width: 1080, height: 1920 });
  await openKiosk(kiosk, road.bank.id);
  const phone = await open({ ...PHONE, javaScript: false });
  await followLink(phone, road.link);
  await fitsZoomed(phone);
  await phone.goto(await presence(kiosk));
  await pressAt(phone, phone.getByRole('button', { name: `Open compartment ${road.door}` }));
  await road.hands.collect(road.door);
  await heads(road.employee, 'Tasta Telefon has it');

  const other = await storedDocument(open, { bank: 2, name: 'Tasta Chioșc' });
  const page = await open(PHONE);
  await followLink(page, other.link);
  const code = await codeOf(page);
  const screen = await open({ width: 1080, height: 1920 });
  await openKiosk(screen, other.bank.id);
  await heads(screen, 'Collect your item');
  // As a person types: no scanner is so slow.
  await screen.keyboard.type(code, { delay: 250 });
  await other.hands.seesOpen(other.door);
  await heads(screen, `Door ${other.door} is open`);
  await other.hands.collect(other.door);
  await heads(screen, 'Thank you!');
});

journey('help from afar by the keyboard alone, on both sides', async ({ open }) => {
  const road = await storedDocument(open, { name: 'Tasta Necaz' });
  const phone = await open({ ...PHONE, javaScript: false });
  await followLink(phone, road.link);
  await pressAt(phone, phone.locator('.pickup-help summary'));
  await chooseAt(phone, 'problem', 'door_stays_shut');
  await pressAt(phone, phone.getByRole('button', { name: 'Ask for help' }));
  await sees(phone, /Your request no\. \d+/);

  const support = await open();
  await signIn(support, 'support');
  await support.goto('/en/support');
  await pressAt(support, support.locator('tbody tr').filter({ hasText: 'Tasta Necaz' }).getByRole('link'));
  await support.waitForURL(/\/support\/[0-9a-f-]{36}$/);
  await fitsZoomed(support);
  const form = support.locator('details.desk-more').filter({ hasText: 'Open the door from afar' });
  await pressAt(support, form.locator('summary'));
  await typeAt(support, form.locator('input[name=reason]'), 'They stand there and named their reference');
  await pressAt(support, form.getByRole('button', { name: /^Open door/ }));
  await road.hands.seesOpen(road.door);
  await sees(support, 'Ordered the door open');
  await road.hands.collect(road.door);
  await heads(road.employee, 'Tasta Necaz has it');
});
