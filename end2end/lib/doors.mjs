// The ways into the demo: one-click sign-in, the banks, the kiosks, the captured inbox.

import { until } from './seen.mjs';

/**
 * Signs in with one click and waits for the person's first page.
 * @param {import('playwright-core').Page} page
 * @param {'employee' | 'manager' | 'support' | 'administrator' | 'courier' | 'dealer' | 'dispatcher' | 'owner'} role
 */
export async function signIn(page, role, locale = 'en') {
  await page.goto(`/${locale}/demo`);
  await page.locator(`form:has(input[name=role][value=${role}])`).getByRole('button').click();
  await page.waitForURL((address) => !address.pathname.endsWith('/demo'));
}

const DEMO_CITIES = ['București', 'Москва', '深圳'];

/**
 * The demo's banks in the order of its page.
 * @returns {Promise<{ id: string, name: string, city: string }[]>}
 */
export async function demoBanks(page) {
  await page.goto('/en/demo');
  await page.locator('.demo-locker').first().waitFor();
  const all = await page.locator('.demo-locker').evaluateAll((cards) => cards.map((card) => ({
    id: card.querySelector('input[name=bank]').value,
    name: card.querySelector('h3').textContent.trim(),
    city: card.querySelector('.eyebrow').textContent.trim(),
  })));
  // Those that journeys set up stand among them.
  return all.filter(({ city }) => DEMO_CITIES.includes(city));
}

/** The name, address and password of a role, from the table of logins. */
export async function loginOf(page, role) {
  await page.goto('/en/demo');
  await page.locator('.demo-logins summary').click();
  const row = page.locator('.demo-logins tbody tr').filter({ has: page.getByRole('rowheader', { name: role, exact: true }) });
  const [name, email, password] = await row.getByRole('cell').allTextContents();
  return { name: name.trim(), email: email.trim(), password: password.trim() };
}

/**
 * The newest message to an address (or number) in the captured inbox, as soon as there is one that `fits`.
 * @param {import('playwright-core').Page} page
 * @param {string} to
 * @param {RegExp} [fits] what its text must say
 * @returns {Promise<{ subject: string, text: string, links: string[], address: string }>}
 */
export async function messageTo(page, to, fits = /./) {
  return until(`a message to ${to} that says ${fits}`, async () => {
    await page.goto('/en/demo/inbox');
    const lines = page.locator('.inbox-line').filter({ has: page.locator('.inbox-to', { hasText: to }) });
    const addresses = await lines.evaluateAll((all) => all.map((line) => line.getAttribute('href')));
    for (const address of addresses) {
      await page.goto(address);
      const text = await page.locator('.inbox-text').textContent();
      if (!fits.test(text)) continue;
      const subject = await page.locator('h1').textContent();
      const links = await page.locator('.inbox-links a').evaluateAll((all) => all.map((link) => link.href));
      return { subject, text, links, address };
    }
    return undefined;
  });
}

/** The link to the pickup page in the message that says that something waits. */
export async function pickupLink(page, to) {
  const message = await messageTo(page, to, /\/p\//);
  const link = message.links.find((address) => new URL(address).pathname.includes('/p/'));
  if (!link) throw new Error(`the message to ${to} has no link to the pickup page`);
  return link;
}
