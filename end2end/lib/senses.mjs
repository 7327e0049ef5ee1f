// What the test's browser does not have, in its place: a voice, a camera, a reader of QR codes. Everything behind them is real.

/**
 * Gives the page a voice for each of these languages, and keeps what was said in `globalThis.spoken`.
 * @param {import('playwright-core').Page} page
 * @param {string[]} languages
 */
export async function giveVoice(page, languages) {
  await page.addInitScript((tags) => {
    globalThis.spoken = [];
    const voices = tags.map((lang) => ({ lang, name: lang, localService: true }));
    const speech = {
      getVoices: () => voices,
      speak: ({ text, lang, voice }) => globalThis.spoken.push({ text, lang, voice: voice?.name }),
      cancel: () => {},
      addEventListener: () => {},
    };
    Object.defineProperty(globalThis, 'speechSynthesis', { value: speech, configurable: true });
    globalThis.SpeechSynthesisUtterance = class {
      constructor(text) { this.text = text; }
    };
  }, languages);
}

/** What was said aloud since the page was loaded. */
export function said(page) {
  return page.evaluate(() => globalThis.spoken);
}
