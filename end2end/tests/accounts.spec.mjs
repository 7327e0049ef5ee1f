// Who may come in, and as what.

import assert from 'node:assert/strict';

import { loginOf, messageTo, signIn } from '../lib/doors.mjs';
import { journeys } from '../lib/journey.mjs';
import { heads, sees } from '../lib/seen.mjs';

const journey = journeys('accounts');

const SLOW_DOWN = 'Too many tries. Wait a moment and try again.';

// Sends the form and waits for its answer. Whoever was wrong a moment ago has to wait a second, as any person would: then they press again.
async function signInWith(page, email, password) {
  for (;;) {
    await page.locator('#email').fill(email);
    await page.locator('#password').fill(password);
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().includes('/sign-in'));
    await page.locator('form:has(#password)').getByRole('button').click();
    if ((await answered).status() !== 429) return;
    await sees(page, SLOW_DOWN);
  }
}

journey('a wrong password is refused, the right one leads to where one was going', async ({ open }) => {
  const page = await open();
  const { email, password, name } = await loginOf(page, 'Employee');
  page.complaints.expect(/status of 4\d\d/);
  await page.goto('/en/employee/deliveries?q=maria');
  await page.waitForURL(/\/en\/sign-in/);
  await signInWith(page, email, 'not-the-password-at-all');
  await sees(page, 'The e-mail address and the password do not match.');
  assert.equal(await page.locator('#email').inputValue(), email, 'the address is kept');
  assert.equal(await page.locator('#password').inputValue(), '', 'the password is not');
  // Whether an address is known cannot be told from the answer.
  await signInWith(page, 'nobody@example.org', 'not-the-password-at-all');
  await page.locator('#email[value="nobody@example.org"]').waitFor();
  await sees(page, 'The e-mail address and the password do not match.');
  await signInWith(page, email, password);
  await page.waitForURL(/\/en\/employee\/deliveries/);
  await sees(page, name);
});

journey('sessions are listed, and one can be ended from another', async ({ open }) => {
  const [here, there] = [await open(), await open()];
  await signIn(here, 'support');
  await signIn(there, 'support');
  there.complaints.expect(/status of (401|422)/);
  await here.goto('/en/account');
  await sees(here, 'This session');
  const lines = here.locator('.accounts-session');
  assert.equal(await lines.count(), 2);
  for (const line of await lines.allTextContents()) assert.match(line, /Chrome/, 'which browser it is');
  await lines.getByRole('button', { name: /^End/ }).click();
  await here.waitForFunction(() => document.querySelectorAll('.accounts-session').length === 1);
  // Either the page itself hears first that its session is over, or the next step is answered so: both lead to the door.
  await there.goto('/en/account').catch(() => {});
  await there.waitForURL(/\/en\/sign-in/);
});

journey('signing out ends the session', async ({ open }) => {
  const page = await open();
  // The list that is being left may still ask, and is told that nobody is signed in.
  page.complaints.expect(/status of (401|422)/);
  await signIn(page, 'employee');
  const cookies = await page.context().cookies();
  await page.locator('.shell-bar .menu').last().locator('summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(/\/en\/$/);
  // The old cookie, kept by somebody, opens nothing.
  await page.waitForLoadState();
  await page.context().addCookies(cookies);
  await page.goto('/en/employee/deliveries');
  await page.waitForURL(/\/en\/sign-in/);
});

journey('for a role that may not, there is nothing at an address', async ({ open }) => {
  const page = await open();
  page.complaints.expect(/status of 404/);
  await signIn(page, 'employee');
  for (const address of ['/en/manager/people', '/en/manager/people/new', '/en/manager/banks/new', '/en/nowhere', '/en/employee/deliveries/01920000-0000-7000-8000-000000000001']) {
    const answer = await page.goto(address);
    assert.equal(answer.status(), 404, address);
    await heads(page, /There is nothing/);
  }
  await signIn(page, 'courier');
  const answer = await page.goto('/en/employee/deliveries');
  assert.equal(answer.status(), 404);
});

journey('a colleague is invited, chooses a password, and can be switched off', async ({ open }) => {
  const manager = await open();
  await signIn(manager, 'manager');
  await manager.goto('/en/manager/people/new');
  await manager.locator('form:has(#roles) button[type=submit]:enabled, form:has(#roles) button:enabled').first().waitFor();
  await manager.locator('form:has(#roles)').getByRole('button', { name: 'Send the invitation' }).click();
  await manager.getByRole('alert').filter({ hasText: 'need your attention' }).waitFor();
  await manager.locator('#name').fill('Doina Munteanu');
  await manager.locator('#email').fill('doina@example.org');
  await manager.locator('label.choice-card:has(input[name=locale][value=en])').click();
  await manager.locator('label.choice-card:has(input[name=roles][value=employee])').click();
  await manager.getByRole('button', { name: 'Send the invitation' }).click();
  await manager.waitForURL(/\/manager\/people$/);
  const row = manager.getByRole('row').filter({ hasText: 'doina@example.org' });
  await sees(row, 'Invited');

  const colleague = await open();
  const mail = await messageTo(colleague, 'doina@example.org', /invitation/);
  const link = mail.links.find((address) => address.includes('/invitation'));
  await colleague.goto(link);
  await heads(colleague, 'Welcome, Doina Munteanu');
  assert.doesNotMatch(colleague.url(), /[?&#].{16,}|[A-Za-z0-9_-]{30,}/, 'the secret is not in the address bar');
  colleague.complaints.expect(/status of 4\d\d/);
  await colleague.locator('#password').fill('short');
  await colleague.getByRole('button', { name: 'Begin' }).click();
  await sees(colleague, /This is too short/);
  assert.equal(await colleague.locator('#name').inputValue(), 'Doina Munteanu');
  await colleague.locator('#password').fill('three random words 7');
  await colleague.getByRole('button', { name: 'Begin' }).click();
  await colleague.waitForURL(/\/employee\/deliveries/);

  // The link was good once.
  const late = await open();
  late.complaints.expect(/status of 4\d\d/);
  await late.goto(link);
  await heads(late, 'This link no longer opens anything');

  await manager.reload();
  await sees(row, 'Active');
  await row.getByRole('button', { name: /^Switch off/ }).click();
  await manager.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
  await sees(row, 'Switched off');
  // Their own page hears of it, too, and may be on its way to the door already.
  await colleague.goto('/en/employee/deliveries').catch(() => {});
  await colleague.waitForURL(/\/en\/sign-in/);
});
