// Reads QR codes from pictures of the screen, as a scanner does: what cannot be scanned fails.

import jsqr from 'jsqr';
import upng from 'upng-js';

/**
 * What the QR says that this element shows.
 * @param {import('playwright-core').Locator} element
 * @returns {Promise<string>}
 */
export async function readQr(element) {
  const { pixels, width, height } = await pictureOf(element);
  const scan = jsqr.default ?? jsqr;
  const found = scan(pixels, width, height);
  if (!found) throw new Error('this QR cannot be scanned');
  return found.data;
}

/**
 * What this element looks like: red, green, blue and opacity of each point, line after line.
 * @param {import('playwright-core').Locator} element
 * @returns {Promise<{ pixels: Uint8ClampedArray, width: number, height: number }>}
 */
export async function pictureOf(element) {
  await element.waitFor();
  const picture = upng.decode(exact(await element.screenshot({ animations: 'disabled' })));
  return { pixels: new Uint8ClampedArray(upng.toRGBA8(picture)[0]), width: picture.width, height: picture.height };
}

/** The bytes of a buffer alone, without the pool that it may lie in. */
function exact(buffer) {
  return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);
}
