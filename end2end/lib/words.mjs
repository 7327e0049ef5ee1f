// Reads a page as a person does and looks for words that nobody translated.

/** What never belongs on a screen: a catalogue's key, an unfilled place, a raw id, a value that is none. */
const RAW = [
  [/\b(?!www\.)[a-z][a-z_]*(?:\.[a-z][a-z_]*){2,}\b/, 'a key of the catalogue'],
  [/\{\{?\s*\$?[a-z_]+\s*\}?\}/i, 'an unfilled place'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/i, 'a raw id'],
  [/(^|\s)(null|undefined|NaN|None|\[object Object\]|Some\(.*\))(\s|$)/, 'a value that is none'],
];

/** Scripts in which a phrase of the language must have at least one letter. */
const SCRIPTS = { ru: /\p{Script=Cyrillic}/u, zh: /\p{Script=Han}/u };

/**
 * Every phrase that the page says: texts, labels, hints, its title. What stands below `translate="no"` (names, codes, addresses) is left out.
 * @param {import('playwright-core').Page} page
 * @param {string} [root] the part that speaks the reader's language, if it is not the whole document
 * @returns {Promise<string[]>}
 */
export function phrases(page, root = 'html') {
  return page.evaluate((selector) => {
    const top = document.querySelector(selector);
    const said = new Set(selector === 'html' ? [document.title] : []);
    // A plain walk: a page opened without JavaScript runs no callback, so a TreeWalker with a filter fails there.
    const open = [top];
    while (open.length > 0) {
      const node = open.pop();
      if (node.nodeType === Node.TEXT_NODE) {
        said.add(node.textContent);
      } else if (node.nodeType === Node.ELEMENT_NODE && (node === top || !node.matches('script, style, noscript, template, [translate="no"], [lang]'))) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) said.add(node.getAttribute(name) ?? '');
        open.push(...[...node.childNodes].reverse());
      }
    }
    return [...said].map((phrase) => phrase.replace(/\s+/g, ' ').trim()).filter((phrase) => phrase !== '');
  }, root);
}

/**
 * Names on the page, marked as such where they stand: in a title or a label they are no words to be translated either.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
async function ownNames(page) {
  const found = await page.evaluate(() => [...document.querySelectorAll('[translate="no"]')].map((element) => element.textContent));
  return found.map((name) => name.replace(/\s+/g, ' ').trim()).filter((name) => name.length > 2).sort((a, b) => b.length - a.length);
}

/**
 * Fails if the page is not wholly in `locale`. With `english`, the phrases of the same page in English, what is the same in both is shown too.
 * @param {import('playwright-core').Page} page
 * @param {'en' | 'ro' | 'ru' | 'zh'} locale
 * @param {string[]} [english]
 * @param {string} [root] the part that speaks the reader's language, if it is not the whole document
 */
export async function untranslated(page, locale, english = [], root = 'html') {
  const found = [];
  const declared = await page.evaluate((selector) => document.querySelector(selector).closest('[lang]')?.lang ?? '', root);
  if (declared.split('-')[0] !== locale) found.push(`the page says that it is in "${declared}"`);
  const names = await ownNames(page);
  const bare = (phrase) => names.reduce((left, name) => left.replaceAll(name, ' '), phrase).trim();
  const same = new Set(locale === 'en' ? [] : english);
  for (const phrase of await phrases(page, root)) {
    const raw = RAW.find(([pattern]) => pattern.test(phrase));
    if (raw) found.push(`${raw[1]}: ${phrase}`);
    else if (!isSentence(bare(phrase))) continue;
    else if (same.has(phrase)) found.push(`the same as in English: ${phrase}`);
    else if (SCRIPTS[locale] && !SCRIPTS[locale].test(phrase)) found.push(`not in ${locale}: ${phrase}`);
  }
  if (found.length > 0) throw new Error(`${page.url()} is not wholly in ${locale}:\n  ${found.join('\n  ')}`);
}

/** Whether a phrase has two words or more that would be translated; addresses, times and codes have none. */
function isSentence(phrase) {
  const words = phrase.split(/[\s,.:;!?()·–-]+/).filter((word) => /^\p{Script=Latin}{3,}$/u.test(word) && !/^[\p{Lu}\d]+$/u.test(word));
  return words.length >= 2 && !/[@/]/.test(phrase);
}
