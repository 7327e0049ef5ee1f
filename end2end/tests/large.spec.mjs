// Whoever needs large letters, or has a narrow screen, loses nothing on any page: at 200 % by zoom, at 200 % by the size of letters, and
// at 320 px. In the languages with the longest words, and without scripts: what they add later is held by the slices' own specs.

import assert from 'node:assert/strict';

import { byRole, shape } from '../lib/addresses.mjs';
import { followLink } from '../lib/citizen.mjs';
import { signIn } from '../lib/doors.mjs';
import { journeys } from '../lib/journey.mjs';
import { WAYS, leadsTo, lostWhenLarge } from '../lib/large.mjs';
import { storedDocument } from '../lib/road.mjs';

const journey = journeys('large');
/** In the first every page in every way, with what the listed ones lead to; in the second those of the lists, in the ways that ask most. */
const [FIRST, SECOND] = ['ru', 'ro'];
const HARDEST = WAYS.filter(({ hardest }) => hardest);
/** More kinds of pages than these are a mistake of the walk. */
const MOST = 90;
/** Of pages side by side whose addresses are words (the texts of messages, products) so many are enough. */
const SIBLINGS = 2;
/** Files, links that open once, and what is not in a language. */
const NO_PAGE = /\.(csv|xlsx|pdf|json|png|jpe?g|svg)$|\/(photo|picture|logo|thing-photo|html|export)(\/|$)|\/(p|pay|invitation|confirm|reset|kiosk)\/|^\/(?![a-z]{2}(\/|$))/;

/** What is lost on one page in these ways. */
async function look(page, address, ways, found) {
  const answer = await page.goto(address, { waitUntil: 'load' });
  assert.ok(answer.status() < 400, `${address} answers ${answer.status()}`);
  for (const way of ways) found.push(...await lostWhenLarge(page, way));
}

/** Picks the addresses of those kinds of pages that were not met before. */
function unmet(addresses) {
  const [met, siblings] = [new Set(), new Map()];
  return addresses.filter((address) => {
    const kind = shape(address);
    const family = kind.replace(/[^/]+$/, '');
    const count = siblings.get(family) ?? 0;
    const word = !kind.endsWith(':id');
    if (met.has(kind) || (word && count >= SIBLINGS)) return false;
    met.add(kind);
    if (word) siblings.set(family, count + 1);
    return true;
  });
}

/** Visits the listed pages of a role, and one of each kind to which they lead. */
async function walk(page, listed, found) {
  const kinds = new Set(listed.map(shape));
  const led = [];
  for (const address of listed) {
    await look(page, `/${FIRST}${address}`, WAYS, found);
    led.push(...await leadsTo(page));
  }
  const ours = led.filter((path) => path.startsWith(`/${FIRST}/`) && !NO_PAGE.test(path.split('?')[0]) && !kinds.has(shape(path)));
  const more = unmet(ours);
  assert.ok(listed.length + more.length <= MOST, `too many kinds of pages: ${more.map(shape).join(' ')}`);
  for (const address of more) await look(page, address, WAYS, found);
  for (const address of listed) await look(page, `/${SECOND}${address}`, HARDEST, found);
}

const none = (found) => assert.deepEqual(found, [], `${found.length} losses:\n  ${found.join('\n  ')}`);

for (const [role, addresses] of byRole()) {
  journey(`nothing is lost: ${role}`, async ({ open }) => {
    const page = await open({ javaScript: false, scale: 2 });
    if (role !== 'visitor') await signIn(page, role, FIRST);
    const found = [];
    await walk(page, addresses, found);
    none(found);
  });
}

journey('nothing is lost: a citizen with something to collect, and whoever opens an address that leads nowhere', async ({ open }) => {
  const road = await storedDocument(open, { name: 'Александра-Екатерина Константинопольская', language: 'ru' });
  const page = await open({ javaScript: false, scale: 2 });
  await followLink(page, road.link);
  const found = [];
  for (const locale of [FIRST, SECOND]) {
    await look(page, `/${locale}/pickup`, WAYS, found);
    // With all that is folded away: what one needs when something is wrong.
    for (const summary of await page.locator('main summary').all()) await summary.click();
    for (const way of WAYS) found.push(...await lostWhenLarge(page, way));
  }
  page.complaints.expect(/status of 404/);
  await page.goto(`/${FIRST}/no/such/page`);
  for (const way of WAYS) found.push(...await lostWhenLarge(page, way));
  none(found);
});
