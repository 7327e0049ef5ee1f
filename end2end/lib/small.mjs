// Pictures that are kept, made small: 256 colours are enough for screens.

import { readFile, stat, writeFile } from 'node:fs/promises';

import upng from 'upng-js';

/**
 * Writes the picture anew with fewer colours, if that makes it smaller.
 * @param {string} file
 * @returns {Promise<number>} how many bytes it has now
 */
export async function makeSmall(file) {
  const whole = await readFile(file);
  const decoded = upng.decode(whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.byteLength));
  const small = upng.encode([upng.toRGBA8(decoded)[0]], decoded.width, decoded.height, 256);
  if (small.byteLength < whole.length) await writeFile(file, Buffer.from(small));
  return (await stat(file)).size;
}
