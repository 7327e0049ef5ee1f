// The human before a simulated bank, through the demo's bank view.

import { sees } from './seen.mjs';

/** What the drawing says of a door after each act. */
const THEN = {
  put: /something lies inside/,
  take: /nothing inside/,
  push: /is shut/,
  jam: /the lock is jammed/,
  unjam: /^(?!.*jammed)/,
  force: /stands open/,
};

/** Hands at one bank. */
export class Hands {
  #page;
  #bank;

  /**
   * @param {import('playwright-core').Page} page a page of their own
   * @param {string} bank its id
   */
  constructor(page, bank) {
    this.#page = page;
    this.#bank = bank;
  }

  /** Steps before the bank. */
  async come() {
    await this.#page.goto(`/en/demo/banks/${this.#bank}`);
    await this.#page.locator('.sim-picture svg').waitFor();
    return this;
  }

  /** Waits until a door stands open. */
  async seesOpen(door) {
    await this.#said(door, /stands open/);
  }

  /** Waits until a door is shut. */
  async seesShut(door) {
    await this.#said(door, /is shut/);
  }

  /** The numbers of the doors that stand open now. */
  async openDoors() {
    const said = await this.#page.locator('a.door-link').evaluateAll((doors) => doors.map((door) => door.getAttribute('aria-label')));
    return said.filter((words) => /stands open/.test(words)).map((words) => Number(/^Door (\d+)/.exec(words)[1]));
  }

  /** Does something with a door and waits until it is done. */
  async do(door, act) {
    const form = this.#page.locator(`form.sim-door:has(input[name=door][value="${door}"])`);
    if ((await form.count()) === 0) await this.#door(door).click();
    await form.locator(`button[value=${act}]`).click();
    await this.#said(door, THEN[act]);
  }

  /** Lays the document in and pushes the door shut. */
  async leave(door) {
    await this.seesOpen(door);
    await this.do(door, 'put');
    await this.do(door, 'push');
  }

  /** Takes the document out and pushes the door shut. */
  async collect(door) {
    await this.seesOpen(door);
    await this.do(door, 'take');
    await this.do(door, 'push');
  }

  /** Does something while the page cannot look at the bank; it looks again afterwards. */
  async blink(meanwhile) {
    let open;
    const shut = new Promise((resolve) => { open = resolve; });
    const looks = /\/demo\/banks\/[^/]+\/status$/;
    await this.#page.route(looks, async (route) => {
      await shut;
      await route.continue();
    });
    await meanwhile();
    open();
    await this.#page.unrouteAll({ behavior: 'wait' });
  }

  /** Does something with the bank as a whole and waits until its view says so. */
  async whole(act, then) {
    await this.#page.locator(`form.sim-plug button[value=${act}]`).click();
    await sees(this.#page, then);
  }

  /** Pulls the plug and waits until the house knows. */
  async unplug() {
    await this.#page.locator('button[value=unplug]').click();
    await sees(this.#page, 'The house sees it: no connection');
  }

  /** Plugs it in again and waits until the house knows. */
  async plug() {
    await this.#page.locator('button[value=plug]').click();
    await sees(this.#page, 'The house sees it: connected');
  }

  get page() {
    return this.#page;
  }

  #door(door) {
    return this.#page.locator('a.door-link').filter({ hasText: new RegExp(`^\\s*${door}\\s*$`) });
  }

  async #said(door, pattern) {
    const source = pattern.source;
    await this.#page.waitForFunction(([number, words]) => [...document.querySelectorAll('a.door-link')]
      .map((link) => link.getAttribute('aria-label') ?? '')
      .some((said) => said.startsWith(`Door ${number},`) && new RegExp(words).test(said)), [door, source], { timeout: 40_000 })
      .catch((error) => { throw new Error(`door ${door} never came to "${source}"`, { cause: error }); });
  }
}
