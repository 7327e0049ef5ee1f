// Many documents at once: a list is read, corrected and entered; then door after door, with a scanner before the bank.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { PHONE } from '../lib/bureau.mjs';
import { demoBanks, messageTo, signIn } from '../lib/doors.mjs';
import { Hands } from '../lib/hands.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { heads, nolonger, sees } from '../lib/seen.mjs';

const journey = journeys('bulk');
const HEAD = 'Nume;E-mail;Telefon mobil;Limba;Document;Număr de referință;Mărime';

/** A row of a list: somebody with an address of their own. */
const row = (reference, { name = 'Ion Popescu', language = 'en', item = 'pașaport' } = {}) => `${name};${reference.toLowerCase()}@example.org;;${language};${item};${reference};`;

/** Chooses a file as a spreadsheet saves it, and where its documents go. */
async function choose(page, bank, rows, head = HEAD) {
  const text = `\uFEFF${[head, ...rows].join('\r\n')}\r\n`;
  await page.locator('#file').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.locator(`label.choice-card:has(input[name=bank][value="${bank}"])`).click();
  await page.locator('label.choice-card:has(input[name=size][value=S])').click();
  await page.locator('.delivery-submit button').click();
}

/** Reads a list and enters it as it is; answers its address. */
async function enter(page, bank, rows) {
  await page.goto('/en/employee/bulk/new');
  await choose(page, bank, rows);
  await heads(page, 'Look before you enter');
  await page.getByRole('button', { name: 'Enter these' }).click();
  await page.waitForURL(/\/employee\/bulk\/[0-9a-f-]{36}\?done=entered$/);
  return new URL(page.url()).pathname;
}

/** What a scanner does: types into the field that has the caret, and presses Enter. */
async function scan(page, number) {
  await page.locator('#reference:focus').waitFor();
  const answered = page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.request().method() === 'GET');
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
  await answered;
  await page.waitForLoadState();
}

/** The number of the door that the page speaks of first. */
async function firstDoor(page) {
  return Number(await page.locator('.bulk-door-first .tag-number').textContent());
}

journey('a list is corrected and entered, its documents are put in by scanning, the rest is given up', async ({ open, shot }) => {
  const employee = await open();
  employee.complaints.expectRefusals();
  const [, bank] = await demoBanks(employee);
  await signIn(employee, 'employee');
  await employee.goto('/en/employee/deliveries');
  await employee.getByRole('main').getByRole('link', { name: 'From a list' }).click();
  await heads(employee, 'Documents from a list');
  await employee.getByRole('link', { name: 'New list' }).first().click();
  await heads(employee, 'What the file looks like');
  await choose(employee, bank.id, ['1;2'], 'shoe;name');
  await sees(employee.locator('#file-error'), /The column “.+” is missing/);
  await axe(employee);
  assert.ok(await employee.locator(`input[name=bank][value="${bank.id}"]`).isChecked(), 'what was chosen is still chosen');

  const rows = [row('BK-001'), row('BK-002'), row('BK-003'), 'Vlad Marin;;0721;ro;Lampă;BK-004;', row('bk-001', { name: 'Ana Pop' }), row('BK-005')];
  await choose(employee, bank.id, rows, `${HEAD};Shoe size`);
  await heads(employee, 'Look before you enter');
  await sees(employee, 'Column “Shoe size” is not used.');
  await sees(employee, '2 lines must be corrected or left out');
  await sees(employee.locator('#phone-5-error'), 'Write the number with its country code');
  await sees(employee.locator('#reference-6-error'), 'the same reference number');
  const summary = employee.getByRole('alert').filter({ hasText: 'need your attention' });
  await summary.getByRole('link', { name: /^Line 5, Document/ }).click();
  assert.equal(await employee.locator('#item-5').evaluate((field) => field === document.activeElement), true, 'the line leads to its field');
  await axe(employee);
  await fitsNarrow(employee);
  await shot(employee, 'bulk-preview-desktop', { whole: true });
  const lines = await employee.locator('.table .check label').evaluateAll((labels) => labels
    .map((label) => label.offsetHeight / Number.parseFloat(getComputedStyle(label).lineHeight)));
  assert.ok(lines.length > 0 && lines.every((count) => count < 1.5), `the words beside a box stand in one line: ${lines}`);
  await employee.locator('#phone-5').fill('+40 721 555 010');
  await employee.getByRole('button', { name: 'Enter these' }).click();
  await sees(employee, 'Line 5, Document');
  assert.equal(await employee.locator('#phone-5').inputValue(), '+40 721 555 010', 'nothing typed is lost');
  await nolonger(employee, /Line 5, Mobile phone/);
  await employee.locator('#item-5').selectOption('permit');
  await employee.locator('#out-6').check();
  await employee.getByRole('button', { name: 'Check again' }).click();
  await sees(employee, '5 lines can be entered');
  await sees(employee, '1 line is left out');
  await sees(employee, 'Column “Shoe size” is not used.');
  await employee.goto('/en/employee/bulk');
  await sees(employee, 'No open lists');

  // Nothing was kept so far: once more, and this time pressed twice.
  await employee.getByRole('link', { name: 'New list' }).first().click();
  await choose(employee, bank.id, rows.filter((_, at) => at !== 3 && at !== 4));
  await heads(employee, 'Look before you enter');
  await employee.getByRole('button', { name: 'Enter these' }).dblclick();
  await employee.waitForURL(/\?done=entered$/);
  const list = new URL(employee.url()).pathname;
  assert.equal(await employee.locator('tbody tr').count(), 4);
  await employee.goto('/en/employee/bulk');
  assert.equal(await employee.locator('tbody tr').count(), 1, 'pressed twice, entered once');
  await sees(employee, '4 documents wait');
  await shot(employee, 'bulk-desk', { whole: true });

  const phone = await open(PHONE);
  await signIn(phone, 'employee');
  await phone.goto('/en/employee/bulk');
  await phone.getByRole('link', { name: 'Put in here' }).click();
  await phone.waitForURL(/\/employee\/bulk\/at\/[0-9a-f-]{36}$/);
  const hands = await new Hands(await open(), bank.id).come();
  await scan(phone, 'bk-001');
  await heads(phone, /^Door \d+ is open$/);
  const door = await firstDoor(phone);
  await hands.seesOpen(door);
  await shot(phone, 'bulk-door-phone', { whole: true });
  await axe(phone);
  // The next document while the door is open; then the door is closed.
  await scan(phone, 'BK-002');
  await sees(phone, `Door ${door} is still open`);
  await hands.leave(door);
  await heads(phone, `Behind door ${door}`);
  await sees(phone, 'Every door is closed now');
  await scan(phone, 'BK-002');
  await heads(phone, /^Door \d+ is open$/);
  const second = await firstDoor(phone);
  assert.notEqual(second, door);
  // Closed too soon: the same number opens the same door.
  await hands.seesOpen(second);
  await hands.do(second, 'push');
  await heads(phone, `Door ${second} was closed with nothing inside`);
  await scan(phone, 'BK-002');
  await heads(phone, `Door ${second} is open`);
  await hands.leave(second);
  await heads(phone, `Behind door ${second}`);
  await scan(phone, 'BK-001');
  await sees(phone, 'A document with this reference number is already in a locker');
  await scan(phone, 'BK-999');
  await sees(phone, 'No document with this reference number waits');
  await sees(phone, 'BK-999');
  assert.deepEqual(await hands.openDoors(), []);
  await messageTo(await open(), 'bk-001@example.org', /\/p\//);

  await employee.goto(list);
  await sees(employee, '2 of 4 put in');
  await employee.locator('.bulk-drop summary').click();
  await employee.getByRole('button', { name: 'Delete what waits' }).click();
  await sees(employee, '2 documents are taken off the list. What was put in stays.');
  await scan(phone, 'BK-003');
  await sees(phone, 'No document with this reference number waits');
  await employee.goto('/en/employee/deliveries?q=BK-001');
  await sees(employee.getByRole('table'), 'Waiting');
});

journey('a lock that is jammed is left for another door, without JavaScript', async ({ open, shot }) => {
  const employee = await open({ ...PHONE, javaScript: false });
  const [, , bank] = await demoBanks(employee);
  await signIn(employee, 'employee');
  await enter(employee, bank.id, [row('JM-001')]);
  await employee.getByRole('link', { name: 'Put in here' }).click();
  const hands = await new Hands(await open(), bank.id).come();
  await employee.locator('#reference').fill('JM-001');
  // Which door it will be, nobody knows before: all that are shut and small could be it.
  await employee.getByRole('button', { name: 'Open a door' }).click();
  const door = await firstDoor(employee);
  await hands.seesOpen(door);
  await hands.do(door, 'push');
  await hands.do(door, 'jam');
  await employee.reload();
  await heads(employee, `Door ${door} was closed with nothing inside`);
  await employee.locator('#reference').fill('JM-001');
  await employee.getByRole('button', { name: 'Open a door' }).click();
  for (let looks = 0; looks < 60 && (await employee.getByRole('button', { name: 'Take another door' }).count()) === 0; looks += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 250); });
    await employee.reload();
  }
  await heads(employee, `Door ${door} stayed shut`);
  await shot(employee, 'bulk-jammed-phone', { whole: true });
  await employee.getByRole('button', { name: 'Take another door' }).click();
  const other = await firstDoor(employee);
  assert.notEqual(other, door);
  await hands.leave(other);
  await employee.reload();
  await heads(employee, `Behind door ${other}`);
  await hands.do(door, 'unjam');
});

journey('the pages of lists, in every language', async ({ open }) => {
  const page = await open();
  page.complaints.expectRefusals();
  const [bank] = await demoBanks(page);
  await signIn(page, 'employee');
  const list = await enter(page, bank.id, [row('LG-001'), row('LG-002', { item: 'permis de conducere' })]);
  const visit = (address) => async (locale) => {
    await page.goto(`/${locale}${address}`);
    await fitsNarrow(page);
  };
  await inEveryLanguage(page, visit('/employee/bulk'));
  await inEveryLanguage(page, visit('/employee/bulk/new'));
  await inEveryLanguage(page, visit(list.slice(3)));
  await inEveryLanguage(page, visit(`/employee/bulk/at/${bank.id}`));
  await inEveryLanguage(page, visit(`/employee/bulk/at/${bank.id}?notice=not_on_list&said=X-1`));
  await inEveryLanguage(page, async (locale) => {
    await page.goto(`/${locale}/employee/bulk/new`);
    await choose(page, bank.id, [row('LG-101'), 'Vlad Marin;;0721;xx;Lampă;LG-001;XXL']);
    await page.locator('.bulk-line').waitFor();
    await fitsNarrow(page);
  });
  // The example can be entered as it is.
  const example = await page.request.get('/zh/employee/bulk/example.csv');
  await page.goto('/zh/employee/bulk/new');
  await page.locator('#file').setInputFiles({ name: 'example.csv', mimeType: 'text/csv', buffer: await example.body() });
  await page.locator('.delivery-submit button').click();
  await sees(page, '3行可以录入');
});
