// The first half of the road, for journeys that are about the second: a document that waits in a locker.

import { demoBanks, pickupLink, signIn } from './doors.mjs';
import { enterDelivery, pressOpen } from './employee.mjs';
import { Hands } from './hands.mjs';
import { heads, sees } from './seen.mjs';

let count = 0;

/**
 * An employee leaves a document for a citizen; everything real.
 * @param {(options?: object) => Promise<import('playwright-core').Page>} open
 * @param {{ bank?: number, name?: string, address?: string, language?: string, item?: string }} [what] `bank`: which of the
 *   demo's banks, from 0; `address`: a mail address that no other journey uses
 * @returns {Promise<{ bank: { id: string, name: string, city: string }, door: number, email: string, name: string, link: string,
 *   employee: import('playwright-core').Page, hands: Hands }>}
 */
export async function storedDocument(open, { bank: which = 0, name = 'Maria Dumitrescu', address, language = 'en', item = 'passport' } = {}) {
  count += 1;
  const email = address ?? `citizen-${process.pid}-${count}@example.org`;
  const employee = await open();
  const bank = (await demoBanks(employee))[which];
  await signIn(employee, 'employee');
  const { door } = await enterDelivery(employee, { name, email, language, item, bank: bank.id });
  const hands = await new Hands(await open(), bank.id).come();
  await pressOpen(employee);
  await hands.leave(door);
  await heads(employee, `The document waits for ${name}`);
  await sees(employee, 'The citizen was told by e-mail.');
  const link = await pickupLink(await open(), email);
  return { bank, door, email, name, link, employee, hands };
}
