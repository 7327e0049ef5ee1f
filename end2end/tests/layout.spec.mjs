// A manager arranges the doors of a bank, and everybody sees the bank so.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { codeOf, followLink } from '../lib/citizen.mjs';
import { signIn } from '../lib/doors.mjs';
import { journeys } from '../lib/journey.mjs';
import { createBank, openBank } from '../lib/keeper.mjs';
import { openKiosk, typeCode } from '../lib/kiosk.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, sees } from '../lib/seen.mjs';

const journey = journeys('layout');

/** Presses a button of the form, and waits for the page that it brings. */
const press = (page, name) => Promise.all([
  page.waitForEvent('domcontentloaded'),
  page.getByRole('button', { name, exact: true }).click(),
]);
const drawn = (page) => page.locator('.cabinet .cabinet-door');

/** Opens the editor of a bank. */
async function arrange(page, id) {
  await page.goto(`/en/manager/banks/${id}/layout`);
  await heads(page, 'Arrange the doors');
}

journey('a column of three is added, a door is moved, and the bank is drawn so everywhere', async ({ open, shot }) => {
  const page = await open();
  await signIn(page, 'manager');
  const { id } = await createBank(page, { name: 'Quay locker', city: 'Galați', layout: 'S S M / L' });
  await page.getByRole('link', { name: 'Arrange the doors' }).click();
  await heads(page, 'Arrange the doors');
  assert.equal(await drawn(page).count(), 4);
  await press(page, 'Column 2 of 2');
  await press(page, 'New column');
  await press(page, 'New door below');
  await press(page, 'New door below');
  assert.equal(await drawn(page).count(), 7, 'the drawing follows each press');
  await sees(page, 'Column 3 of 3');
  // What was typed stays with the next press; the drawing shows it.
  await page.locator('#number-3-3').fill('12');
  await page.locator('#what-3-1').selectOption('XL');
  await press(page, 'Draw it again');
  assert.deepEqual(await page.locator('.cabinet .cabinet-number').allTextContents(), ['1', '2', '3', '4', '5', '6', '12']);
  await press(page, 'Move place 3 up');
  assert.equal(await page.locator('#number-3-2').inputValue(), '12');
  await press(page, 'Move place 2 into the column to the left');
  await sees(page, 'Column 2 of 3');
  assert.equal(await page.locator('#number-2-2').inputValue(), '12');
  await axe(page);
  await shot(page, 'layout-desktop');
  await press(page, 'Save');
  await sees(page, 'Saved. This is how the bank is drawn everywhere now.');

  await openBank(page, id);
  await page.locator('.door-grid .door').first().waitFor();
  await page.locator('.door-grid [aria-label^="Door 12,"]').waitFor();
  assert.equal(await page.locator('.door-grid [role=button]').count(), 7);
});

journey('a bank with a thing inside gets a column of three, and its kiosk draws it so', async ({ open }) => {
  const road = await storedDocument(open);
  const page = await open();
  await signIn(page, 'manager');
  await arrange(page, road.bank.id);
  const before = await drawn(page).count();
  await press(page, 'New column');
  await press(page, 'New door below');
  await press(page, 'New door below');
  // Under them stands the screen.
  await press(page, 'New door below');
  await page.locator('select[id^="what-"]').nth(3).selectOption('screen');
  await press(page, 'Draw it again');
  await page.locator('input[id^="rows-"]').fill('2');
  // All others move one further to the right, also the door behind which something lies.
  await press(page, 'Column to the left');
  await press(page, 'Save');
  await sees(page, 'Saved. This is how the bank is drawn everywhere now.');
  assert.equal(await drawn(page).count(), before + 3);
  const pickup = await open({ width: 390, height: 844 });
  await followLink(pickup, road.link);
  const kiosk = await open({ width: 1080, height: 1920 });
  await openKiosk(kiosk, road.bank.id);
  await kiosk.locator('.pad-key').first().waitFor({ timeout: 30_000 });
  await typeCode(kiosk, await codeOf(pickup));
  await road.hands.seesOpen(road.door);
  await heads(kiosk, `Door ${road.door} is open`);
  assert.equal(await kiosk.locator('.act-bank [aria-label^="Door "]').count(), before + 3);
  assert.equal(await kiosk.locator('.act-bank .bank-glass').count(), 1, 'the screen stands in the drawing, too');
  await road.employee.reload();
  await road.employee.locator('.door-grid .bank-glass').waitFor({ state: 'attached' });
  await openBank(page, road.bank.id);
  await page.locator('.door-grid .bank-glass').waitFor({ state: 'attached' });
});

journey('what is wrong is said beside the door, and nothing typed is lost', async ({ open, shot }) => {
  const page = await open({ width: 390, height: 844 });
  await signIn(page, 'manager');
  const { id } = await createBank(page, { name: 'Pier locker', city: 'Tulcea', layout: 'S S / M' });
  await arrange(page, id);
  await page.locator('#number-1-2').fill('3');
  page.complaints.expectRefusals();
  await press(page, 'Save');
  await page.getByRole('alert').filter({ hasText: 'Another door of this bank has the same number.' }).waitFor();
  await sees(page, 'Column 2 of 2');
  assert.equal(await page.locator('#number-2-1').getAttribute('aria-invalid'), 'true');
  assert.equal(await page.locator('.cabinet-wrong').count(), 1);
  await axe(page);
  await shot(page, 'layout-wrong-phone');
  await page.locator('#number-2-1').fill('7');
  await press(page, 'Save');
  await sees(page, 'Saved.');

  // Somebody else saves meanwhile.
  const other = await open();
  await signIn(other, 'manager');
  await arrange(other, id);
  await press(page, 'New door below');
  await press(other, 'New column');
  await press(other, 'Save');
  await sees(other, 'Saved.');
  await press(page, 'Save');
  await sees(page, 'Somebody else saved in the meantime');
  assert.equal(await drawn(page).count(), 4, 'what was drawn is still there');
  await page.getByRole('link', { name: 'Show what is saved' }).click();
  await sees(page, 'Column 1 of 3');
  assert.equal(await drawn(page).count(), 4);
});

journey('the editor holds in every language, light and dark', async ({ open }) => {
  const page = await open();
  await signIn(page, 'manager');
  const { id } = await createBank(page, { name: 'Mill locker', city: 'Arad', layout: 'S M / L' });
  for (const locale of ['en', 'ro', 'ru', 'zh']) {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`/${locale}/manager/banks/${id}/layout`);
      await drawn(page).first().waitFor();
      await axe(page);
    }
  }
});
