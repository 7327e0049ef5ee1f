// A bank whose keypad has digits only: its manager says so, the form asks for a mobile number, the screen for its end.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { codeOf, followLink, qrOf } from '../lib/citizen.mjs';
import { demoBanks, messageTo, pickupLink, signIn } from '../lib/doors.mjs';
import { fillForm, openForm, pressOpen, submitButton } from '../lib/employee.mjs';
import { Hands } from '../lib/hands.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { openBank } from '../lib/keeper.mjs';
import { openKiosk, scan, typeCode } from '../lib/kiosk.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, sees } from '../lib/seen.mjs';

const journey = journeys('digits');
const KIOSK = { width: 1080, height: 1920 };
const PHONE = '+40 721 555 010';
const END = '5010';

/** The manager chooses in which form the codes of a bank are made. */
async function chooses(manager, bank, form) {
  await manager.goto(`/en/manager/codes/${bank}`);
  await manager.locator(`label.choice-card:has(input[name="form"][value="${form}"])`).click();
  await manager.getByRole('button', { name: 'Save' }).click();
  await sees(manager, 'Saved.');
}

/** A document put in for somebody with this address and number. */
async function leaves(employee, hands, bank, email) {
  await openForm(employee);
  await fillForm(employee, { name: 'Maria Dumitrescu', email, phone: PHONE, item: 'passport', bank, size: 'S' });
  await submitButton(employee).click();
  await employee.waitForURL(/\/employee\/deliveries\/[0-9a-f-]{36}$/);
  const door = Number(await employee.locator('.delivery-door .tag-number').textContent());
  await pressOpen(employee);
  await hands.leave(door);
  await heads(employee, 'The document waits for Maria Dumitrescu');
  return door;
}

journey('six digits, then the end of the number; neither alone, and no word about which was wrong', async ({ open, shot }) => {
  const manager = await open();
  await signIn(manager, 'manager');
  const [bank] = await demoBanks(manager);
  await openBank(manager, bank.id);
  await manager.getByRole('link', { name: 'Form of the codes' }).click();
  await manager.waitForURL(/\/manager\/codes\//);
  await inEveryLanguage(manager, (locale) => manager.goto(`/${locale}/manager/codes/${bank.id}`));
  await chooses(manager, bank.id, 'digits');
  await shot(manager, 'digits-form-desktop', { whole: true });

  // Who has no number is not given to this bank: said beside the field, and nothing that was typed is lost.
  const employee = await open();
  employee.complaints.expectRefusals();
  await signIn(employee, 'employee');
  await openForm(employee);
  await fillForm(employee, { name: 'Ion Popescu', email: 'ion@example.org', item: 'passport', bank: bank.id, size: 'S' });
  await submitButton(employee).click();
  await employee.locator('#phone-error').waitFor();
  await sees(employee, /ask for the last four digits of the recipient/);
  assert.equal(await employee.locator('#name').inputValue(), 'Ion Popescu');

  const hands = await new Hands(await open(), bank.id).come();
  const door = await leaves(employee, hands, bank.id, 'digits@example.org');
  const mail = await messageTo(await open(), 'digits@example.org', /\/p\//);
  assert.match(mail.text, /last four digits of your mobile number/);
  const pickup = await open({ width: 390, height: 844 });
  await followLink(pickup, await pickupLink(await open(), 'digits@example.org'));
  const code = await codeOf(pickup);
  assert.match(code, /^\d{6}$/);
  await sees(pickup, 'Then the locker asks for the last four digits of your mobile number.');
  await axe(pickup);
  await shot(pickup, 'digits-pickup-phone', { whole: true });

  const kiosk = await open(KIOSK);
  kiosk.complaints.expectRefusals();
  await openKiosk(kiosk, bank.id);
  await kiosk.locator('.pad-key').first().waitFor({ timeout: 30_000 });
  assert.equal(await kiosk.locator('.pad-key', { hasText: /^[A-Z]$/ }).count(), 0, 'digits only');
  await shot(kiosk, 'digits-kiosk-code');
  await typeCode(kiosk, code);
  await heads(kiosk, 'Now the last 4 digits of your phone number');
  await axe(kiosk);
  await shot(kiosk, 'digits-kiosk-number');
  // The way back, and once more.
  await kiosk.getByRole('button', { name: 'Type the code again' }).click();
  await sees(kiosk, 'Type the six digits of your code.');
  // Right code with a wrong number, and wrong code with the right number: the same words.
  await typeCode(kiosk, `${code}5011`);
  await heads(kiosk, 'These digits open nothing here');
  const said = await kiosk.locator('.hero').innerText();
  const other = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  await typeCode(kiosk, `${other}${END}`);
  await heads(kiosk, 'These digits open nothing here');
  assert.equal(await kiosk.locator('.hero').innerText(), said);
  assert.deepEqual(await hands.openDoors(), []);
  await typeCode(kiosk, `${code}${END}`);
  await heads(kiosk, `Door ${door} is open`);
  await hands.collect(door);
  await heads(kiosk, 'Thank you!');
});

journey('a code that was out before the change keeps its letters, and the QR its way', async ({ open }) => {
  const road = await storedDocument(open, { bank: 1 });
  const pickup = await open({ width: 390, height: 844 });
  await followLink(pickup, road.link);
  const code = await codeOf(pickup);
  const manager = await open();
  await signIn(manager, 'manager');
  const kiosk = await open(KIOSK);
  await openKiosk(kiosk, road.bank.id);
  await kiosk.locator('.pad-key').first().waitFor({ timeout: 30_000 });
  await chooses(manager, road.bank.id, 'digits');
  await sees(manager, /codes? with letters (is|are) still out/);
  // The screen hears of it by itself, and offers the way to the other keys.
  await sees(kiosk, 'Type the six digits of your code.');
  await kiosk.getByRole('button', { name: 'My code has letters' }).click();
  await sees(kiosk, 'Type the six characters of your code.');
  await typeCode(kiosk, code);
  await heads(kiosk, `Door ${road.door} is open`);
  await road.hands.collect(road.door);
  await heads(kiosk, 'Thank you!');

  const door = await leaves(road.employee, road.hands, road.bank.id, 'digits-qr@example.org');
  const other = await open({ width: 390, height: 844 });
  await followLink(other, await pickupLink(await open(), 'digits-qr@example.org'));
  const token = await qrOf(other);
  await kiosk.locator('.pad-key').first().waitFor({ timeout: 30_000 });
  await sees(kiosk, 'Type the six digits of your code.');
  await scan(kiosk, token);
  await heads(kiosk, `Door ${door} is open`);
  await road.hands.collect(door);
  await heads(kiosk, 'Thank you!');
});
