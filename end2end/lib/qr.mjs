// Reads QR codes from pictures of the screen, as a scanner does: what cannot be scanned fails.

import jsqr from 'jsqr';
import upng from 'upng-js';

/**
 * What the QR says that this element shows.
 * @param {import('playwright-core').Locator} element
 * @returns {Promise<string>}
 */
export async function readQr(element) {
  await element.waitFor();
  const picture = upng.decode(exact(await element.screenshot({ animations: 'disabled' })));
  const pixels = new Uint8ClampedArray(upng.toRGBA8(picture)[0]);
  const scan = jsqr.default ?? jsqr;
  const found = scan(pixels, picture.width, picture.height);
  if (!found) throw new Error('this QR cannot be scanned');
  return found.data;
}

/** The bytes of a buffer alone, without the pool that it may lie in. */
function exact(buffer) {
  return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);
}
