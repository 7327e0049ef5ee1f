// A thing is moved to another compartment: support orders it, an employee on site carries it, door after door.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { codeOf, followLink } from '../lib/citizen.mjs';
import { messageTo, signIn } from '../lib/doors.mjs';
import { journeys } from '../lib/journey.mjs';
import { openKiosk, typeCode } from '../lib/kiosk.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, sees, until } from '../lib/seen.mjs';

const journey = journeys('move');
const PHONE = { width: 390, height: 844 };

journey('support has a thing moved; it goes from door to door and the code stays', async ({ open, shot }) => {
  const road = await storedDocument(open, { name: 'Radu Mută', language: 'en' });
  const { employee, hands } = road;
  const phone = await open(PHONE);
  await followLink(phone, road.link);
  const code = await codeOf(phone);
  await phone.getByText('I have a problem').click();
  await phone.getByLabel('I cannot reach the door').check();
  await phone.getByRole('button', { name: 'Ask for help' }).click();
  await sees(phone, /Your request no\. \d+/);

  const support = await open();
  support.complaints.expectRefusals();
  await signIn(support, 'support');
  await support.goto('/en/support');
  await support.locator('tbody tr').filter({ hasText: 'Radu Mută' }).first().getByRole('link').first().click();
  await support.waitForURL(/\/support\/[0-9a-f-]{36}$/);
  const form = support.locator('details.desk-more').filter({ hasText: 'Have it moved to another compartment' });
  await form.locator('summary').click();
  await form.locator('input[name=reason]').fill('The door is too high');
  await form.getByRole('button', { name: 'Have it moved to another compartment' }).click();
  await sees(support, 'Had it moved to another compartment');
  await axe(support);
  await shot(support, 'move-support-desktop', { whole: true });

  await phone.reload();
  await heads(phone, 'We are moving your item');
  await axe(phone);
  await shot(phone, 'move-pickup-phone', { whole: true });
  const kiosk = await open({ width: 1080, height: 1920 });
  kiosk.complaints.expectRefusals();
  await openKiosk(kiosk, road.bank.id);
  await typeCode(kiosk, code);
  await heads(kiosk, 'Your item is being moved');

  // The employee's page has heard of it, and leads from door to door.
  const title = employee.getByRole('heading', { name: new RegExp(`Door ${road.door}: move it to door \\d+`) }).first();
  await title.waitFor();
  const fresh = Number(/to door (\d+)/.exec(await title.textContent())[1]);
  assert.notEqual(fresh, road.door);
  await shot(employee, 'move-ordered-desktop', { whole: true });
  // Shut too early: it lies there still, and the kiosk sends nobody to the other door.
  await employee.locator('.delivery-door').getByRole('button', { name: new RegExp(`${road.door}`) }).click();
  await hands.seesOpen(road.door);
  await hands.do(road.door, 'push');
  await heads(kiosk, `Something is still in door ${road.door}`);
  await title.waitFor();
  await employee.locator('.delivery-door').getByRole('button', { name: new RegExp(`${road.door}`) }).click();
  await hands.collect(road.door);
  await heads(employee, `Now put it into door ${fresh}`);
  await employee.setViewportSize(PHONE);
  await fitsNarrow(employee);
  await axe(employee);
  await shot(employee, 'move-in-phone', { whole: true });
  await employee.locator('.delivery-door').getByRole('button', { name: new RegExp(`${fresh}`) }).click();
  await hands.leave(fresh);
  await heads(employee, 'The document waits for Radu Mută');
  await sees(employee, `Moved from door ${road.door} to door ${fresh}`);

  const told = await messageTo(await open(), road.email, /moved what waits for you/);
  assert.match(told.text, new RegExp(`New compartment: ${fresh}\\b`));
  await until('the pickup page shows the new door', async () => {
    await phone.reload();
    return (await codeOf(phone)) === code || undefined;
  });
  await typeCode(kiosk, code);
  await hands.collect(fresh);
  await heads(kiosk, 'Thank you!');
});

journey('an employee has a thing moved, and puts it back', async ({ open, shot }) => {
  const road = await storedDocument(open, { name: 'Ana Înapoi', language: 'en', bank: 2 });
  const { employee, hands } = road;
  const delivery = employee.url();
  employee.complaints.expectRefusals();
  await employee.getByRole('link', { name: 'Deadline and code' }).click();
  const card = employee.locator('form').filter({ has: employee.getByRole('heading', { name: 'Another compartment' }) });
  await card.getByRole('button', { name: 'Have it moved' }).click();
  await sees(employee.locator('#thing_reason-error'), 'Please fill this in');
  await axe(employee);
  await shot(employee, 'move-care-desktop', { whole: true });
  await card.locator('#thing_reason').fill('The light is broken');
  await card.getByRole('button', { name: 'Have it moved' }).click();
  await heads(employee, new RegExp(`Door ${road.door}: move it to door`));
  // First not after all, then out and back.
  await employee.getByRole('link', { name: 'Deadline and code' }).click();
  await employee.getByRole('button', { name: 'Leave it where it is' }).click();
  await heads(employee, 'The document waits for Ana Înapoi');
  await employee.getByRole('link', { name: 'Deadline and code' }).click();
  await card.locator('#thing_reason').fill('The light is broken');
  await card.getByRole('button', { name: 'Have it moved' }).click();
  await heads(employee, new RegExp(`Door ${road.door}: move it to door`));
  await employee.locator('.delivery-door').getByRole('button', { name: new RegExp(`${road.door}`) }).click();
  await hands.collect(road.door);
  await heads(employee, /Now put it into door/);
  await employee.getByRole('link', { name: 'Deadline and code' }).click();
  await employee.getByRole('button', { name: `Open door ${road.door} to put it back` }).click();
  await hands.leave(road.door);
  await employee.goto(delivery);
  await heads(employee, 'The document waits for Ana Înapoi');
  await sees(employee, 'Put back into its own compartment');
});
