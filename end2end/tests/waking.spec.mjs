// A page that slept, or lost its network, does not pretend: it says that it may be out of date, and is fresh again by itself.

import assert from 'node:assert/strict';

import { followLink } from '../lib/citizen.mjs';
import { signIn } from '../lib/doors.mjs';
import { journeys } from '../lib/journey.mjs';
import { openKiosk, presence } from '../lib/kiosk.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, nolonger, sees } from '../lib/seen.mjs';

const journey = journeys('waking');
const PHONE = { width: 390, height: 844 };
const LOST = 'Connection lost, reconnecting …';
const AGAIN = 'Load the page again';

/** Takes the network from one person; what the browser notes about it belongs to the journey. */
async function leavesNetwork(page) {
  page.complaints.expect(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|Failed to fetch/);
  await page.context().setOffline(true);
}

/** The line that says so, with a link that loads this very page. */
async function saysSo(page) {
  await sees(page, LOST);
  const link = page.getByRole('link', { name: AGAIN }).filter({ visible: true }).first();
  assert.equal(await link.evaluate((one) => one.href), page.url());
}

journey('a list of support without network says so, and shows what came meanwhile', async ({ open }) => {
  const road = await storedDocument(open, { name: 'Ana Somn' });
  const support = await open();
  await signIn(support, 'support');
  await heads(support, 'Requests for help');
  await leavesNetwork(support);
  await saysSo(support);

  const phone = await open({ ...PHONE, javaScript: false });
  await followLink(phone, road.link);
  await phone.getByText('I have a problem').click();
  await phone.getByLabel('The door does not open').check();
  await phone.getByRole('button', { name: 'Ask for help' }).click();
  await sees(phone, /Your request no\. \d+/);
  assert.equal(await support.getByText('Ana Somn').count(), 0, 'nothing comes through');

  await support.context().setOffline(false);
  await sees(support, 'Ana Somn');
  await nolonger(support, LOST);
});

journey('a delivery on the screen of an employee comes back by itself', async ({ open }) => {
  const road = await storedDocument(open, { bank: 1, name: 'Ion Treaz' });
  await leavesNetwork(road.employee);
  await saysSo(road.employee);
  const kiosk = await open({ width: 1080, height: 1920 });
  await openKiosk(kiosk, road.bank.id);
  const phone = await open({ ...PHONE, javaScript: false });
  await followLink(phone, road.link);
  await phone.goto(await presence(kiosk));
  await phone.getByRole('button', { name: `Open compartment ${road.door}` }).click();
  await road.hands.collect(road.door);
  await road.employee.context().setOffline(false);
  await heads(road.employee, 'Ion Treaz has it');
  await nolonger(road.employee, LOST);
});

journey('a phone before an open door says that it does not know any more, until it does', async ({ open }) => {
  const road = await storedDocument(open, { bank: 2, name: 'Li Xing' });
  const kiosk = await open({ width: 1080, height: 1920 });
  await openKiosk(kiosk, road.bank.id);
  const phone = await open(PHONE);
  await followLink(phone, road.link);
  await phone.goto(await presence(kiosk));
  await phone.getByRole('button', { name: `Open compartment ${road.door}` }).click();
  await road.hands.seesOpen(road.door);
  await leavesNetwork(phone);
  await saysSo(phone);
  await road.hands.collect(road.door);
  await phone.context().setOffline(false);
  await heads(phone, 'Collected. Thank you!');
  await nolonger(phone, LOST);
});
