// What recipients are told, in words of the town hall's own: previewed, refused, saved, mailed, noted, taken back.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { codeOf, followLink } from '../lib/citizen.mjs';
import { messageTo, signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, sees } from '../lib/seen.mjs';

const journey = journeys('texts');
const PHONE = { width: 390, height: 844 };
const OWN = 'Aduceți buletinul <vechi>.\nGhișeul 4, etajul 2.';

/** Chooses the language that is shown; what was typed goes along. */
const choose = (page, language) => Promise.all([
  page.waitForEvent('domcontentloaded'),
  page.locator('.own-tab').filter({ hasText: language }).click(),
]);

/** The fields and messages of one language. */
function section(page, language) {
  return page.locator('.own-language').filter({ has: page.getByRole('heading', { name: language, exact: true }) });
}

journey('the manager adapts the Romanian mail without JavaScript, and the next recipient reads it', async ({ open, shot }) => {
  const manager = await open({ javaScript: false });
  manager.complaints.expectRefusals();
  await signIn(manager, 'manager');
  await manager.goto('/en/manager/texts');
  await manager.getByRole('link', { name: 'Ready for pickup' }).click();
  await heads(manager, 'Ready for pickup');
  assert.equal(await manager.locator('.own-language').count(), 1, 'one language at a time');
  await choose(manager, 'Română');
  assert.match(manager.url(), /language=ro$/, 'the language stands in the address');
  const romanian = section(manager, 'Română');
  await sees(romanian.locator('.letter'), 'ABC 123');
  assert.equal(await manager.locator('mark').count(), 0, 'nothing is added yet');

  // Refused beside the field, and nothing typed is lost.
  await manager.locator('#paragraph_ro').fill('Vedeți primaria-noua.ro');
  await manager.locator('#ending_ro').fill('ț'.repeat(61));
  await manager.getByRole('button', { name: 'Save' }).click();
  assert.match(await manager.locator('#paragraph_ro-error').textContent(), /no web or mail addresses/);
  assert.match(await manager.locator('#ending_ro-error').textContent(), /more than one part longer/);
  assert.equal(await manager.locator('#paragraph_ro').inputValue(), 'Vedeți primaria-noua.ro');
  assert.equal(await manager.locator('#ending_ro').inputValue(), 'ț'.repeat(61));

  // A preview shows the whole message, and keeps nothing.
  await manager.locator('#paragraph_ro').fill(OWN);
  await manager.locator('#ending_ro').fill('Ghișeul 4, etajul 2');
  await manager.getByRole('button', { name: 'Preview' }).click();
  await sees(manager, 'Nothing is saved yet.');
  assert.equal(await romanian.locator('.letter mark').textContent(), OWN);
  assert.equal(await romanian.locator('.handset mark').textContent(), 'Ghișeul 4, etajul 2');
  const sms = await romanian.locator('.handset-bubble').textContent();
  assert.match(sms, /Ghișeul 4, etajul 2\n\n@\S+ #ABC123$/, 'the line that binds the code stays the last');
  await sees(romanian.locator('.own-size'), /\d+ characters/);
  assert.equal(await manager.locator('#paragraph_ro').inputValue(), OWN);
  // A look at another language, and nothing typed is lost.
  await choose(manager, 'English');
  assert.equal(await section(manager, 'English').locator('mark').count(), 0);
  assert.equal(await section(manager, 'Română').count(), 0);
  await sees(manager, 'Nothing is saved yet.');
  await choose(manager, 'Română');
  assert.equal(await manager.locator('#paragraph_ro').inputValue(), OWN);
  assert.equal(await manager.locator('#ending_ro').inputValue(), 'Ghișeul 4, etajul 2');
  await shot(manager, 'texts-preview-desktop', { whole: true });
  const other = await open();
  await signIn(other, 'manager');
  await other.goto('/en/manager/texts/ready?language=ro');
  assert.equal(await other.locator('#paragraph_ro').inputValue(), '', 'a preview keeps nothing');

  await manager.getByRole('button', { name: 'Save' }).click();
  await sees(manager, 'Saved.');
  assert.equal(await manager.locator('#paragraph_ro').inputValue(), OWN, 'in the language that was chosen');
  await other.goto('/en/manager/texts');
  await sees(other.locator('tbody tr').filter({ hasText: 'Ready for pickup' }), 'Română');

  const road = await storedDocument(open, { name: 'Ion Popescu', language: 'ro' });
  const mail = await messageTo(await open(), road.email, /\/p\//);
  assert.ok(mail.text.includes(`\n\n${OWN}\n\n-- \n`), mail.text);
  const citizen = await open({ ...PHONE, javaScript: false });
  await followLink(citizen, road.link);
  const code = await codeOf(citizen);
  assert.ok(mail.text.replace(/\s/g, '').includes(code.replace(/\s/g, '')), 'the code is still there');
  const html = await (await citizen.request.get(`${mail.address}/html`)).text();
  assert.ok(html.includes('Aduceți buletinul &lt;vechi&gt;.<br>Ghișeul 4, etajul 2.'), html);

  // Another language goes out as ever.
  const english = await storedDocument(open, { bank: 1, name: 'Jane Smith' });
  const standard = await messageTo(await open(), english.email, /\/p\//);
  assert.ok(!standard.text.includes('Aduceți'), standard.text);

  // The audit knows which message and which language, and none of the words.
  const administrator = await open();
  await signIn(administrator, 'administrator');
  await administrator.goto('/en/manager/audit?act=texts&came=done');
  await sees(administrator.locator('tbody tr').first(), 'Ready for pickup · Română');
  assert.ok(!(await administrator.content()).includes('Aduceți'));

  await manager.getByRole('button', { name: 'Back to the standard text' }).click();
  await sees(manager, 'The standard text is back.');
  assert.equal(await manager.locator('#paragraph_ro').inputValue(), '');
  assert.equal(await manager.getByRole('button', { name: 'Back to the standard text' }).count(), 0);
});

journey('every page of it in every language, on a phone, light and dark', async ({ open, shot }) => {
  const manager = await open(PHONE);
  await signIn(manager, 'manager');
  for (const page of ['', '/signature', '/reminder']) {
    await inEveryLanguage(manager, async (locale) => {
      await manager.goto(`/${locale}/manager/texts${page}`);
      await fitsNarrow(manager);
    });
  }
  await manager.goto('/ro/manager/texts/signature');
  await manager.locator('#paragraph_ro').fill('Ghișeul unic\nPiața Unirii 1');
  await manager.getByRole('button', { name: 'Previzualizare' }).click();
  await sees(manager, 'Încă nu s-a salvat nimic.');
  assert.equal(await section(manager, 'Română').locator('.letter mark').textContent(), 'Ghișeul unic\nPiața Unirii 1');
  assert.equal(await manager.locator('.handset').count(), 0, 'a signature has no text message');
  await fitsNarrow(manager);
  await axe(manager);
  await shot(manager, 'texts-signature-phone-ro', { whole: true });
  // The answer to a button, loaded anew in another language: the page as it is kept.
  await manager.goto('/zh/manager/texts/signature/preview');
  await heads(manager, '落款');
  for (const role of ['employee', 'support', 'administrator']) {
    const stranger = await open();
    await signIn(stranger, role);
    const refused = await stranger.request.get('/en/manager/texts/ready');
    assert.equal(refused.status(), 404, role);
  }
});
